import express, { type Express } from 'express';
import { errorRenderer } from '../errors.ts';
import {
  admitBearer,
  bearerCredential,
  bodyParameters,
  contextOf,
  type ErrorRegistry,
  type Grant,
  operation,
  type Provider,
  ProviderError,
  type RegisteredClient,
  tokenEndpoint,
} from '../index.ts';

/** The state of the tiny provider: its clients. */
export interface TinyState {
  readonly clients: RegisteredClient[];
}

/** Its only client that is active. */
export const CLIENT: RegisteredClient = { id: 'me', secret: 'a+b', active: true };

const row = (status: number, code: string) => ({
  status,
  contentType: 'application/json',
  headers: { 'X-Row': code },
  body: (params: Readonly<Record<string, string>>) => ({ code, ...params }),
});

const codes = [
  'invalid_token',
  'token_revoked',
  'token_expired',
  'malformed_body',
  'method_not_allowed',
  'invalid_request',
  'grant_type_missing',
  'unsupported_grant_type',
  'client_credentials_missing',
  'invalid_client',
];
const registry: ErrorRegistry = {
  ...Object.fromEntries(codes.map(code => [code, row(400, code)])),
  silent: { ...row(403, 'silent'), body: () => undefined },
  plain: { ...row(418, 'plain'), contentType: 'text/plain', body: () => 'short and stout' },
};

const grant: Grant = {
  grantType: 'give',
  handle({ req, sandbox, client, parameters }, res) {
    const { exchange } = contextOf(req);
    const value = `v${exchange.n}`;
    sandbox.tokens.issue({
      value,
      clientId: client.id,
      scope: undefined,
      lifetimeMs: 300_000,
      issuedIn: exchange.n,
    });
    res.end(JSON.stringify({ value, parameters }));
  },
};

/** A provider with nothing of a platform in it: a token endpoint, a guarded route, and answers of several kinds. */
export const tiny: Provider<TinyState, { colour: string }> = {
  name: 'tiny',
  operations: ['token.issue', 'guarded', 'end', 'json', 'nothing', 'list', 'text', 'form', 'formed'],
  defaultSettings: { colour: 'red' },
  app: tinyApp(),
  createState: () => ({ clients: [CLIENT, { id: 'gone', secret: 'x', active: false }] }),
  secrets: ({ clients }) => clients.map(({ id, secret }) => [id, secret] as const),
  endpoints: base => ({ api: base }),
};

function tinyApp(): Express {
  const app = express().disable('x-powered-by').disable('etag');
  const findClient = (sandbox: { state: TinyState }, id: string) =>
    sandbox.state.clients.find(c => c.id === id);
  app.all('/token', operation('token.issue'), tokenEndpoint({ grants: [grant], findClient }));
  app.get('/guarded', operation('guarded'), (req, res) => {
    const token = admitBearer(req, bearerCredential(req.headers.authorization) ?? '');
    res.end(token.id);
  });
  app.all('/end', operation('end'), (_req, res) => void res.end('{"a":1,"b":"ü"}'));
  app.all('/json', operation('json'), (_req, res) => void res.json({ a: 1, b: 'ü' }));
  app.all('/nothing', operation('nothing'), (_req, res) => void res.status(204).end());
  app.all('/list', operation('list'), (_req, res) => void res.end('[1]'));
  app.all('/text', operation('text'), (_req, res) => void res.end('short'));
  app.all('/form', operation('form'), (req, res) => void res.json(bodyParameters(req)));
  app.all(
    '/formed',
    operation('formed'),
    (_req, res) => void res.type('application/x-www-form-urlencoded').end('a=1&b=%C3%BC+x'),
  );
  app.get('/throw/:code', req => {
    throw new ProviderError(req.params.code!, 'detail', { of: 'this' });
  });
  app.get('/defect', () => {
    throw new TypeError('a fault of the mock');
  });
  app.get('/status/:status', req => {
    throw Object.assign(new Error('by status'), { status: Number(req.params.status) });
  });
  app.get('/late', (_req, res) => {
    res.write('begun');
    throw new TypeError('too late');
  });
  app.use((req, res) => void res.end(req.url));
  app.use(errorRenderer(() => registry));
  return app;
}
