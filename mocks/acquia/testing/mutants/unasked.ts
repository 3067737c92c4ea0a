import { answered, giveToken, inSandbox, type MockMutant, overlooking, setForm, told } from './mutant.ts';

const here = 'mocks/acquia';

/**
 * Mocks that leave out what no requirement of the page asks of the platform, though every judgement of a
 * client rests on it. Unit tests of the mock find them out.
 */
export const unaskedMutants: readonly MockMutant[] = [
  unheeded('any-method', 'Exchanges by GET as well.', 'request method', 'token-endpoint.test.ts'),
  unheeded('parameters-repeat', 'Takes a parameter twice.', 'every parameter once', 'token-endpoint.test.ts'),
  unheeded('any-scope', 'Takes scopes of any form.', 'scope is of a known form', 'token-endpoint.test.ts'),
  unheeded(
    'any-organization',
    'Takes the scope of anybody’s organization.',
    'scope names an organization of the user',
    'token-endpoint.test.ts',
  ),
  unheeded('no-expiry', 'Lets dead access tokens in.', 'bearer token is live', 'guard.test.ts'),
  unheeded(
    'forged-forms',
    'Takes console forms of another session.',
    'form belongs to this session',
    'console/',
  ),
  unheeded('hmac-for-ever', 'Takes HMAC after its removal.', 'HMAC is offered', 'hmac/'),
  unheeded(
    'hmac-authenticated-id',
    'Lets X-Authenticated-Id pass.',
    'HMAC: X-Authenticated-Id is absent',
    'hmac/',
  ),
  unheeded('hmac-any-version', 'Takes any version of HMAC.', 'HMAC: version', 'hmac/'),
  unheeded('hmac-any-realm', 'Takes any realm.', 'HMAC: realm', 'hmac/'),
  unheeded(
    'hmac-any-nonce',
    'Takes a nonce that is no UUID.',
    'HMAC: nonce is a UUID of version 4 or 1',
    'hmac/',
  ),
  unheeded(
    'hmac-any-time',
    'Takes a signature of any age.',
    "HMAC: X-Authorization-Timestamp is within 900 seconds of the server's time",
    'hmac/',
  ),
  unheeded(
    'hmac-any-body',
    'Does not compare the hash of the body.',
    'HMAC: X-Authorization-Content-SHA256 matches the body',
    'hmac/',
  ),
  unheeded(
    'hmac-removed-key',
    'Takes the signature of a removed key.',
    'HMAC: key is known and active',
    'hmac/',
  ),
  unheeded('hmac-any-signature', 'Does not compare the signature.', 'HMAC: signature matches', 'hmac/'),
  unheeded('hmac-replay', 'Takes a nonce again.', 'HMAC: nonce was not used before', 'hmac/'),
  {
    name: 'any-grant',
    wrong: 'Takes every grant for client credentials.',
    breaks: [],
    check: 'grant_type',
    caughtBy: `${here}/token-endpoint.test.ts`,
    change: told(visit => {
      if (visit.req.url === '/api/auth/oauth/token')
        setForm(visit, form => form.set('grant_type', 'client_credentials'));
    }),
  },
  {
    name: 'key-is-enough',
    wrong: 'Takes the key without its secret.',
    breaks: [],
    check: 'client credentials present',
    caughtBy: `${here}/token-endpoint.test.ts`,
    change: told(visit => {
      const form = new URLSearchParams(visit.exchange.request.body.toString());
      const key = visit.sandbox.state.findKey(form.get('client_id') ?? '');
      if (key === undefined || form.get('client_secret')) return;
      setForm(visit, changed => changed.set('client_secret', key.secret));
    }),
  },
  {
    name: 'any-bearer',
    wrong: 'Takes a token that was never issued.',
    breaks: [],
    check: 'bearer token was issued here',
    caughtBy: `${here}/guard.test.ts`,
    change: told(visit => {
      const value = /^Bearer (.*)$/.exec(visit.req.headers.authorization ?? '')?.[1];
      if (value !== undefined && visit.sandbox.tokens.find(value) === undefined) giveToken(visit);
    }),
  },
  {
    name: 'sliding-expiry',
    wrong: 'Lets a token live on while it is used.',
    breaks: [],
    caughtBy: `${here}/guard.test.ts`,
    change: told(({ req, sandbox }) => {
      const token = sandbox.tokens.find(req.headers.authorization?.slice('Bearer '.length) ?? '');
      if (token !== undefined && sandbox.tokens.stateOf(token) === 'live')
        token.expiresAt = sandbox.clock.now() + 300_000;
    }),
  },
  {
    name: 'same-token-again',
    wrong: 'Shows the token of the last exchange again.',
    breaks: [],
    caughtBy: `${here}/token-endpoint.test.ts`,
    change: answered((body, { sandbox }) => {
      const [first, ...later] = sandbox.tokens.all.map(token => token.value);
      return later.reduce((text, value) => text.replace(value, first!), body);
    }),
  },
  {
    name: 'answers-refresh-token',
    wrong: 'Answers a refresh token.',
    breaks: [],
    caughtBy: `${here}/token-endpoint.test.ts`,
    change: answered(body => body.replace('"access_token"', '"refresh_token":"r","access_token"')),
  },
  {
    name: 'refusals-unsigned',
    wrong: 'Does not sign its refusals to signed calls, over which real clients stumble.',
    breaks: [],
    caughtBy: `${here}/hmac/`,
    change: answered((body, _visit, res) => {
      if (res.statusCode >= 400) res.removeHeader('X-Server-Authorization-HMAC-SHA256');
      return body;
    }),
  },
  {
    name: 'no-deprecation-notice',
    wrong: 'Takes HMAC in its last months without a word.',
    breaks: [],
    caughtBy: `${here}/hmac/`,
    change: inSandbox(({ settings }) => {
      if (settings.hmac === 'deprecated') settings.hmac = 'accepted';
    }),
  },
];

/** A mock that does not heed a check which these unit tests are about. */
function unheeded(name: string, wrong: string, check: string, place: string): MockMutant {
  return { name, wrong, breaks: [], caughtBy: `${here}/${place}`, ...overlooking(check) };
}
