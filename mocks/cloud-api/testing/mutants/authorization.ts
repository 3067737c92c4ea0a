import type { MockMutant } from './mutant.ts';
import { answered, inSandbox, overlooking, told } from './mutant.ts';

const AUTHORIZE = 'mocks/cloud-api/oauth/authorize.test.ts';
const TOKENS = 'mocks/cloud-api/oauth/token-endpoint.test.ts';
const TOKEN = '/auth/oauth/token';

/** Mocks whose authorization server or console does otherwise than the page and RFC 6749 say. */
export const authorizationMutants: readonly MockMutant[] = [
  {
    name: 'cap-two-authentications',
    wrong: 'Takes a client that authenticates in header and body.',
    breaks: ['CAP-02'],
    ...overlooking('the client is authenticated in one place'),
  },
  {
    name: 'cap-no-basic',
    wrong: 'Does not take Basic.',
    breaks: ['CAP-02'],
    change: told(({ req, url }) => {
      if (url === TOKEN) delete req.headers.authorization;
    }),
  },
  {
    name: 'cap-any-secret',
    wrong: 'Takes any client secret.',
    breaks: ['CAP-02'],
    ...overlooking('client secret matches'),
  },
  {
    name: 'cap-json-exchange',
    wrong: 'Takes a token request in JSON.',
    breaks: ['CAP-02'],
    ...overlooking('content type of the token request'),
  },
  {
    name: 'cap-parameters-in-url',
    wrong: 'Takes parameters of a token request in its URL.',
    breaks: [],
    caughtBy: TOKENS,
    ...overlooking('parameters in the URL of the token request'),
  },
  {
    name: 'cap-codes-for-anybody',
    wrong: 'Exchanges the code of another application.',
    breaks: [],
    caughtBy: TOKENS,
    ...overlooking('the code was issued to this client'),
  },
  {
    name: 'cap-codes-again',
    wrong: 'Exchanges a code as often as it comes.',
    breaks: ['CAP-02'],
    ...overlooking('the code was not used before'),
  },
  {
    name: 'cap-replay-harmless',
    wrong: 'Refuses a code that comes again, and leaves its tokens alone.',
    breaks: ['CAP-02'],
    change: inSandbox((_sandbox, { grants }) => {
      grants.revoke = () => {};
    }),
  },
  {
    name: 'cap-codes-for-ever',
    wrong: 'Exchanges codes that are past their time.',
    breaks: ['CAP-02'],
    ...overlooking('the code is live'),
  },
  {
    name: 'cap-any-verifier',
    wrong: 'Takes any verifier for an answer to the challenge.',
    breaks: ['CAP-02'],
    ...overlooking('code_verifier answers the code_challenge'),
  },
  {
    name: 'cap-no-verifier',
    wrong: 'Forgets the challenge where no verifier comes.',
    breaks: ['CAP-02'],
    change: told(({ url, sandbox, exchange }) => {
      const form = new URLSearchParams(exchange.request.body.toString('utf8'));
      const code = url === TOKEN ? sandbox.state.grants.findCode(form.get('code') ?? '') : undefined;
      if (code !== undefined && !form.has('code_verifier'))
        Object.assign(code, { request: { ...code.request, challenge: undefined } });
    }),
  },
  {
    name: 'cap-verifier-for-nothing',
    wrong: 'Takes a verifier where no challenge was sent.',
    breaks: ['CAP-02'],
    ...overlooking('no code_verifier without a code_challenge'),
  },
  {
    name: 'cap-tokens-made-up',
    wrong: 'Answers another access token than it keeps.',
    breaks: ['CAP-02'],
    change: answered((body, { url }) =>
      url === TOKEN ? body.replace(/("access_token":")[^"]*/, '$1another') : body,
    ),
  },
  {
    name: 'cap-cached-tokens',
    wrong: 'Lets caches keep what the token endpoint answers.',
    breaks: ['CAP-02', 'CAP-14'],
    because: 'All answers of the token endpoint are meant for their client alone.',
    change: answered((body, _visit, res) => {
      res.removeHeader('Cache-Control');
      return body;
    }),
  },
  {
    name: 'cap-nested-token-errors',
    wrong: "Refuses at the token endpoint in the API's form.",
    breaks: ['CAP-02', 'CAP-14'],
    because: 'A redirect_uri is refused there, too.',
    change: answered((body, { url }, res) =>
      url === TOKEN && res.statusCode >= 400 ? `{"error":${body}}` : body,
    ),
  },
  {
    name: 'cap-tokens-without-type',
    wrong: 'Does not say what type its tokens are.',
    breaks: ['CAP-02', 'CAP-14'],
    because: 'Every exchange that is accepted is judged by its whole answer.',
    change: answered((body, { url }) => (url === TOKEN ? body.replace(/"token_type":"[^"]*",/, '') : body)),
  },
  {
    name: 'cap-state-lost',
    wrong: 'Does not send the state back.',
    breaks: ['CAP-02'],
    change: redirecting(location => location.replace(/&state=[^&]*/, '')),
  },
  {
    name: 'cap-denial-as-consent',
    wrong: 'Sends a code back where the user has denied the consent.',
    breaks: ['CAP-02'],
    change: redirecting(location => location.replace('error=access_denied', 'code=x')),
  },
  {
    name: 'cap-open-redirector',
    wrong: 'Sends users to any redirect_uri.',
    breaks: ['CAP-02'],
    ...overlooking('redirect_uri is registered'),
  },
  {
    name: 'cap-any-application',
    wrong: 'Asks users for their consent to applications that it does not know.',
    breaks: ['CAP-02'],
    check: 'the application is known and active',
    change: inSandbox((_sandbox, state) => {
      const find = state.findClient.bind(state);
      state.findClient = id => find(id) ?? state.clients[0];
    }),
  },
  {
    name: 'cap-any-response-type',
    wrong: 'Takes any response_type for code.',
    breaks: [],
    caughtBy: AUTHORIZE,
    ...overlooking('response_type'),
  },
  {
    name: 'cap-any-challenge',
    wrong: 'Takes any challenge, by any method.',
    breaks: [],
    caughtBy: AUTHORIZE,
    ...overlooking('code_challenge and its method'),
  },
  {
    name: 'cap-any-redirect-uri',
    wrong: 'Exchanges a code whatever redirect_uri comes with it.',
    breaks: ['CAP-14'],
    ...overlooking('redirect_uri is that of the authorization request'),
  },
  {
    name: 'cap-redirect-uri-optional',
    wrong: 'Exchanges a code without the redirect_uri that it was asked for with.',
    breaks: ['CAP-14'],
    change: told(({ url, sandbox, exchange }) => {
      const form = new URLSearchParams(exchange.request.body.toString('utf8'));
      const code = url === TOKEN ? sandbox.state.grants.findCode(form.get('code') ?? '') : undefined;
      if (code !== undefined) Object.assign(code, { request: { ...code.request, redirectUriGiven: false } });
    }),
  },
  {
    name: 'cap-redirect-uri-as-written',
    wrong: 'Compares a redirect_uri as it is written in the body.',
    breaks: ['CAP-02', 'CAP-14'],
    because: 'A form encoder writes it encoded, whatever the case is about.',
    change: told(({ url, sandbox, exchange }) => {
      const body = exchange.request.body.toString('utf8');
      const written = /(?:^|&)redirect_uri=([^&]*)/.exec(body)?.[1];
      const code = sandbox.state.grants.findCode(new URLSearchParams(body).get('code') ?? '');
      if (url === TOKEN && code !== undefined && written?.includes('%') === true)
        Object.assign(code, { request: { ...code.request, redirectUri: written } });
    }),
  },
  {
    name: 'cap-console-keys-dead',
    wrong: 'Shows another key in the console than it keeps.',
    breaks: ['CAP-09'],
    change: answered(body => body.replace(/(<code id="api-key">)[^<]+/, '$1another')),
  },
  {
    name: 'cap-one-key-at-a-time',
    wrong: 'Revokes the keys of a project when another one is made for it.',
    breaks: ['CAP-09'],
    change: inSandbox((_sandbox, { keys }) => {
      const create = keys.create.bind(keys);
      keys.create = fields => {
        if (fields.name === 'new') for (const key of keys.all) keys.revoke(key);
        return create(fields);
      };
    }),
  },
  {
    name: 'cap-two-keys-at-most',
    wrong: 'Makes keys that are dead where two live already.',
    breaks: ['CAP-09'],
    change: inSandbox((_sandbox, { keys }) => {
      const create = keys.create.bind(keys);
      keys.create = fields => {
        const live = keys.all.filter(({ access }) => !access.revoked).length;
        const key = create(fields);
        key.access.revoked = live >= 2;
        return key;
      };
    }),
  },
  {
    name: 'cap-console-shows-keys',
    wrong: 'Shows whole keys in its list.',
    breaks: ['CAP-09'],
    change: answered((body, { req, url, sandbox }) => {
      const values = sandbox.state.keys.all.map(({ access }) => access.value);
      return req.method === 'GET' && url === '/console/keys' ? `${body}${values.join(' ')}` : body;
    }),
  },
  {
    name: 'cap-console-revokes-nothing',
    wrong: 'Revokes no key from the console.',
    breaks: ['CAP-09'],
    change: told(({ req, url }) => {
      if (/^\/console\/keys\/.*\/revoke$/.test(url)) {
        req.method = 'GET';
        req.url = '/console/keys';
      }
    }),
  },
];

/** A mock that leads browsers elsewhere. */
function redirecting(change: (location: string) => string): MockMutant['change'] {
  return answered((body, _visit, res) => {
    const location = res.getHeader('Location');
    if (typeof location === 'string') res.setHeader('Location', change(location));
    return body;
  });
}
