import type { Provider } from '../../../kernel/index.ts';
import * as kernel from '../../../kernel/testing/mutants.ts';
import type { CleverCloudSettings, CleverCloudState } from '../../index.ts';
import { oauthHeader, plaintext } from '../signer.ts';

type CleverCloud = Provider<CleverCloudState, CleverCloudSettings>;
/** A deliberately wrong mock: the Clever Cloud mock with one change. */
export type MockMutant = kernel.MockMutant<CleverCloud>;
/** A request on its way into the mock, with what it belongs to. */
type Visit = kernel.Visit<CleverCloudState, CleverCloudSettings>;

export const { overlooking, inSandbox, told, answered, around } = kernel.waysToChange<
  CleverCloudState,
  CleverCloudSettings
>();

/** Let a request carry a signature of the platform's user that is good. */
export function giveSignature({ sandbox, req }: Visit): void {
  const { userTokens, cliConsumer, user } = sandbox.state;
  const { access, secret } = userTokens.issue({ consumer: cliConsumer, user });
  req.headers.authorization = oauthHeader([
    ['oauth_consumer_key', cliConsumer.key],
    ['oauth_token', access.value],
    ['oauth_signature_method', 'PLAINTEXT'],
    ['oauth_signature', plaintext(cliConsumer.secret, secret)],
  ]);
}
