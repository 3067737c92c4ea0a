import { facts } from '../../index.ts';
import { answered, inSandbox, type MockMutant, overlooking } from './mutant.ts';

const API_TOKENS = `/console${facts.apiTokensPage.value}`;
const DENY = `/api${facts.denyPath.value}`;
const ACCESS_TOKEN = `/api${facts.accessTokenPath.value}`;

/** Mocks whose console or authorization page does otherwise than the vendor's page says. */
export const pageMutants: readonly MockMutant[] = [
  {
    name: 'api-tokens-made-dead',
    wrong: 'Makes API tokens in the console that are dead.',
    breaks: ['CLV-09'],
    change: inSandbox((_sandbox, { apiTokens }) => {
      const create = apiTokens.create.bind(apiTokens);
      // What a fixture makes was issued in no exchange.
      apiTokens.create = made => {
        const token = create(made);
        token.access.revoked = made.issuedIn !== undefined;
        return token;
      };
    }),
  },
  {
    name: 'page-shows-api-tokens',
    wrong: 'Shows the values of API tokens whenever somebody looks.',
    breaks: ['CLV-09'],
    change: answered((body, { req, url, sandbox }) => {
      const values = sandbox.state.apiTokens.all.map(({ access }) => access.value);
      return req.method === 'GET' && url === API_TOKENS ? `${body}${values.join(' ')}` : body;
    }),
  },
  {
    name: 'revoked-api-tokens-live',
    wrong: 'Lets revoked API tokens in.',
    breaks: ['CLV-09'],
    ...overlooking('bearer token is live'),
  },
  {
    name: 'shows-another-consumer-secret',
    wrong: 'Shows another consumer secret than it keeps.',
    breaks: ['CLV-20'],
    change: answered(body => body.replace(/(<code id="consumer-secret">)[^<]+/, '$1another')),
  },
  {
    name: 'consumers-of-the-user',
    wrong: 'Gives every consumer to the user.',
    breaks: ['CLV-01', 'CLV-20'],
    because: 'The consumers that the API is asked for are those of the organisation.',
    change: inSandbox((_sandbox, { consumers, user }) => {
      const create = consumers.create.bind(consumers);
      consumers.create = (_owner, fields, credentials) => create(user, fields, credentials);
    }),
  },
  {
    name: 'asks-for-everything-at-once',
    wrong: 'Has the user consent to all rights or none.',
    breaks: ['CLV-07'],
    change: answered((body, { url }) =>
      url.startsWith('/api/') ? body.replaceAll('<input type="checkbox"', '<input type="hidden"') : body,
    ),
  },
  {
    name: 'grants-more-than-ticked',
    wrong: 'Grants all that the consumer asks for, whatever was ticked.',
    breaks: ['CLV-07'],
    change: inSandbox((_sandbox, { requestTokens }) => {
      const authorize = requestTokens.authorize.bind(requestTokens);
      requestTokens.authorize = (token, user) => authorize(token, user, token.consumer.rights);
    }),
  },
  {
    name: 'tells-the-password',
    wrong: "Tells the consumer its user's password with the token.",
    breaks: ['CLV-07'],
    change: answered((body, { url, sandbox }) =>
      url === ACCESS_TOKEN ? `${body}&password=${sandbox.state.user.password}` : body,
    ),
  },
  {
    name: 'callback-without-user',
    wrong: 'Does not say at the callback which user has consented.',
    breaks: ['CLV-23'],
    change: redirecting(location => location.replace(/&user=[^&#]*/, '')),
  },
  {
    name: 'verifier-without-consent',
    wrong: 'Sends a verifier to the callback though the user has denied the consent.',
    breaks: ['CLV-23'],
    change: redirecting((location, url) => (url === DENY ? `${location}&oauth_verifier=denied` : location)),
  },
];

/** A mock that leads browsers elsewhere. */
function redirecting(change: (location: string, url: string) => string): MockMutant['change'] {
  return answered((body, { url }, res) => {
    const location = res.getHeader('Location');
    if (typeof location === 'string') res.setHeader('Location', change(location, url));
    return body;
  });
}
