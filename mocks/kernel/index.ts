export { admitBearer, bearerCredential } from './bearer-guard.ts';
export { readBody } from './capture.ts';
export { type PresentedClient, presentedClient, secretsMatch } from './client-authentication.ts';
export { type RealTime, VirtualClock } from './clock.ts';
export { contextOf, decide, type RequestContext } from './context.ts';
export { cookie, setCookie } from './cookies.ts';
export { Entropy } from './entropy.ts';
export { type ErrorRegistry, type ErrorRow, errorRenderer, ProviderError, renderError } from './errors.ts';
export {
  type Decision,
  type Exchange,
  headerValue,
  headerValues,
  type RawHeader,
  type RecordedRequest,
  type RecordedResponse,
} from './exchange.ts';
export { type ArmedFault, type FaultEffect, FaultPlan, type FaultPlanEntry } from './faults.ts';
export { Gates } from './gates.ts';
export { insist } from './insist.ts';
export { Journal } from './journal.ts';
export { operation } from './operation.ts';
export {
  bodyMember,
  bodyParameters,
  decodeForm,
  mediaType,
  type Parameters,
  parameter,
  parseJson,
  queryOf,
  rawBody,
  repeated,
  wellFormed,
} from './parameters.ts';
export type { ProductionHosts } from './production.ts';
export { assumed, type Certainty, certain, type Fact, likely, type Provider } from './provider.ts';
export { Sandbox } from './sandbox.ts';
export { type Front, MockHost, type SandboxOptions, type Stray } from './server.ts';
export {
  type ClientEndpointSpec,
  clientEndpoint,
  type Grant,
  type RegisteredClient,
  type TokenEndpointSpec,
  type TokenRequest,
  tokenEndpoint,
} from './token-endpoint.ts';
export { type AccessToken, type TokenState, TokenStore } from './tokens.ts';
