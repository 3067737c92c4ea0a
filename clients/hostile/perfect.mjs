// What every hostile client does until its trouble comes: a perfect client of the API of the apiToken realm.

/** The path that brings the trouble: one case of the suite asks for it. */
export const TROUBLE = '/usage';

export const description = {
  protocolVersion: 1,
  client: { name: 'hostile', version: '1.0.0', language: 'javascript' },
  capabilities: { 'api-token-realm': ['header'] },
};

const sessions = new Map();

/** The result of a call, as it should be. */
export async function resultOf({ method, params }) {
  if (method === 'initialize') return description;
  if (method === 'session/open') sessions.set(params.session, params);
  return method === 'session/request' ? request(params) : {};
}

async function request({ session, method, path, body }) {
  const opened = sessions.get(session);
  // The tests of the adapters open no session: there is nobody to ask.
  if (opened === undefined) return { outcome: 'response', status: 200, headers: {}, body: 'fine' };
  const headers = { Authorization: `apiToken ${opened.credentials.apiToken}`, Connection: 'close' };
  if (body !== null) headers['Content-Type'] = 'application/json';
  const response = await fetch(`${opened.endpoints.api}${path}`, {
    method,
    headers,
    body: body === null ? null : JSON.stringify(body.json),
  });
  const { status } = response;
  return {
    outcome: 'response',
    status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
  };
}
