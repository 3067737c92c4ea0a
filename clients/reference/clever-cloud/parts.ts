import type { Params } from '../../../src/protocol/index.ts';
import { apiRequest } from '../api-call.ts';
import type { Transport } from '../http.ts';
import {
  accessTokenRequest,
  authorizationUrl,
  processTemporaryCredentials,
  processTokenCredentials,
  requestTokenRequest,
  verifyCallback,
} from './dance.ts';
import { createToken, getProfile, listTokens, revokeToken } from './operations.ts';
import { authorizationHeader, protocolParameters, stamp } from './protocol-parameters.ts';
import { refusal } from './refusal.ts';
import { type SignatureMethod, signatureStages } from './signature.ts';

/** What a session is composed of; each part can be replaced by another of its form. */
export const parts = {
  apiRequest,
  baseFor,
  bearerHeader: (apiToken: string): string => `Bearer ${apiToken}`,

  stamp,
  protocolParameters,
  ...signatureStages,
  authorizationHeader,
  bridgeSignatureMethod,

  requestTokenRequest,
  processTemporaryCredentials,
  authorizationUrl,
  verifyCallback,
  accessTokenRequest,
  processTokenCredentials,

  getProfile,
  createToken,
  listTokens,
  revokeToken,
  refusal,
};

export type Parts = Readonly<typeof parts>;

/** What a session is given besides the user's configuration. */
export interface Surroundings {
  readonly http: Transport;
  readonly parts: Parts;
  readonly userAgent: string;
}

/** Where calls go: an API token is good on the bridge only. */
function baseFor({ mechanism, endpoints }: Params<'session/open'>): string {
  return mechanism === 'api-token' ? endpoints.bridge! : endpoints.api!;
}

/** The bridge's own `/api-tokens` takes this and no other, whatever the session signs its calls by. */
function bridgeSignatureMethod(_ofSession: SignatureMethod): SignatureMethod {
  return 'PLAINTEXT';
}
