import type { Provider } from '../../../kernel/index.ts';
import * as kernel from '../../../kernel/testing/mutants.ts';
import { facts, type PlatformshSettings, type PlatformshState } from '../../index.ts';
import type { ApiToken } from '../../state/model.ts';

type Platformsh = Provider<PlatformshState, PlatformshSettings>;
/** A deliberately wrong mock: the Platform.sh mock with one change. */
export type MockMutant = kernel.MockMutant<Platformsh>;
/** A request on its way into the mock, with what it belongs to. */
export type Visit = kernel.Visit<PlatformshState, PlatformshSettings>;

export const { overlooking, inSandbox, told, answered, around } = kernel.waysToChange<
  PlatformshState,
  PlatformshSettings
>();

/** Where the API tokens of who is signed in are. */
export const PAGE = `${facts.consolePath.value}/user/api-tokens`;

/** A mock that answers some requests of its own accord, and nothing else of them. */
export function refusing(
  method: string,
  path: RegExp,
  status: number,
  isMeant: (visit: Visit) => boolean = () => true,
): MockMutant['change'] {
  return around((visit, res, next) => {
    if (visit.req.method === method && path.test(visit.url) && isMeant(visit)) res.writeHead(status).end();
    else next();
  });
}

/** A mock whose bodies are changed where method and path are these. */
export function rewriting(
  method: string,
  path: RegExp,
  change: (body: string, visit: Visit, status: number) => string,
): MockMutant['change'] {
  return answered((body, visit, res) =>
    visit.req.method === method && path.test(visit.url) ? change(body, visit, res.statusCode) : body,
  );
}

/** A mock that does something with every API token that its console has made, before anybody sees it. */
export function madeInConsole(
  change: (token: ApiToken, state: PlatformshState) => void,
): MockMutant['change'] {
  return rewriting('POST', new RegExp(`^${PAGE}$`), (body, { sandbox: { state } }) => {
    if (body.includes('id="api-token"')) change(state.apiTokens.all.at(-1)!, state);
    return body;
  });
}

/** Values of all API tokens that there are. */
export const valuesOf = ({ sandbox: { state } }: Visit): string =>
  state.apiTokens.all.map(({ value }) => value).join(' ');

/** Let a request carry an access token that is good, made from an API token. */
export function giveAccessToken({ req, sandbox }: Visit, { id: clientId }: ApiToken): void {
  const value = sandbox.entropy.bytes(24).toString('hex');
  const lifetimeMs = facts.tokenLifetimeSeconds.value * 1000;
  sandbox.tokens.issue({ value, clientId, scope: undefined, lifetimeMs, issuedIn: 0 });
  req.headers.authorization = `Bearer ${value}`;
}
