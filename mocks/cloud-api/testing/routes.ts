/** One request for every route of the API, below its version. */
export const apiRoutes: [method: string, path: string][] = [
  ['GET', '/projects'],
  ['POST', '/projects'],
  ['GET', '/projects/x'],
  ['POST', '/keys'],
  ['DELETE', '/keys/x'],
  ['GET', '/usage'],
  ['GET', '/user'],
];

/** Addresses that lead nowhere, below an API host. */
export const nowhere: [method: string, path: string][] = [
  ['GET', '/projects'],
  ['GET', '/v2/projects'],
  ['GET', '/v1/Projects'],
  ['GET', '/v1/pipelines'],
  ['GET', '/v1/keys/x/y'],
  ['GET', '/v1'],
];
