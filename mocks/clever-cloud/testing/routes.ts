/** One request for every route of the API that a user must sign. */
export const signedRoutes: [method: string, path: string][] = [
  ['GET', '/v2/self'],
  ['GET', '/v2/summary'],
  ['GET', '/v2/self/applications'],
  ['GET', '/v2/organisations/x/applications'],
  ['GET', '/v2/organisations/x/applications/y'],
  ['GET', '/v4/billing/organisations/x/y.pdf'],
  ['GET', '/v2/self/consumers'],
  ['GET', '/v2/organisations/x/consumers'],
  ['POST', '/v2/organisations/x/consumers'],
  ['GET', '/v2/organisations/x/consumers/y'],
  ['PUT', '/v2/organisations/x/consumers/y'],
  ['DELETE', '/v2/organisations/x/consumers/y'],
  ['GET', '/v2/organisations/x/consumers/y/secret'],
  ['GET', '/v2/self/tokens'],
  ['DELETE', '/v2/self/tokens'],
  ['GET', '/v2/self/tokens/current'],
  ['DELETE', '/v2/self/tokens/x'],
];

/** Those of the bridge itself. */
export const apiTokenRoutes: [method: string, path: string][] = [
  ['GET', '/api-tokens'],
  ['POST', '/api-tokens'],
  ['PUT', '/api-tokens/x'],
  ['DELETE', '/api-tokens/x'],
];

/** What needs no credential, and how it answers. */
export const publicRoutes: [method: string, path: string, status: number][] = [
  ['GET', '/v4/products/zones', 200],
  ['GET', '/v4/products/zones?ownerId=x', 200],
  ['GET', '/v2/oauth/rights', 200],
  ['GET', '/v2/oauth/login_data?oauth_key=x', 404],
  ['GET', '/v2/self/cli_tokens?cli_token=x', 404],
];

/** The rest of the dance, by its operations. */
export const danceRoutes: [method: string, path: string][] = [
  ['POST', '/v2/oauth/request_token'],
  ['POST', '/v2/oauth/access_token'],
  ['GET', '/v2/oauth/authorize'],
  ['POST', '/v2/sessions/login'],
  ['POST', '/v2/sessions/mfa_login'],
];

/** Addresses that lead nowhere. */
export const nowhere: [method: string, path: string][] = [
  ['GET', '/v2/nothing'],
  ['GET', '/v2/Self'],
  ['PUT', '/v2/self'],
  ['POST', '/v4/products/zones'],
  ['GET', '/v4/nothing'],
  ['GET', '/oauth/request_token'],
  ['GET', '/v2/oauth/request_token'],
  ['GET', '/v4/billing/organisations/x/y.png'],
];
