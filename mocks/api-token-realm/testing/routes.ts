/** One request for every route of the API, and the operation it is. */
export const apiRoutes: [method: string, path: string, operation: string][] = [
  ['GET', '/metrics', 'metrics.list'],
  ['GET', '/metrics/latest', 'metrics.latest'],
  ['GET', '/metrics/met_1', 'metrics.get'],
  ['GET', '/metrics/met_1/export', 'metrics.export'],
  ['GET', '/projects', 'projects.list'],
  ['POST', '/projects', 'projects.create'],
  ['GET', '/projects/prj_1', 'projects.get'],
  ['DELETE', '/projects/prj_1', 'projects.remove'],
  ['POST', '/projects/prj_2/copy', 'projects.copy'],
  ['GET', '/usage', 'usage.get'],
  ['GET', '/_console/tokens', 'tokens.list'],
  ['POST', '/_console/tokens', 'tokens.create'],
  ['GET', '/_console/tokens/tok_1', 'tokens.get'],
  ['POST', '/_console/tokens/tok_1/activate', 'tokens.activate'],
  ['POST', '/_console/tokens/tok_1/deactivate', 'tokens.deactivate'],
  ['DELETE', '/_console/tokens/tok_1', 'tokens.remove'],
];

/** Addresses of the API that lead nowhere. */
export const nowhere: [method: string, path: string][] = [
  ['GET', ''],
  ['GET', '/nothing'],
  ['GET', '/Metrics'],
  ['PUT', '/metrics'],
  ['OPTIONS', '/metrics'],
  ['POST', '/_console/tokens/tok_1'],
  ['GET', '/docs'],
];
