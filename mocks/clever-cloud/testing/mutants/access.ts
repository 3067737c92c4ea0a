import { answered, around, giveSignature, inSandbox, type MockMutant, told } from './mutant.ts';

/** Mocks whose hosts open what is to be closed, or close what is to be open. */
export const accessMutants: readonly MockMutant[] = [
  {
    name: 'console-apart',
    wrong: 'Tells over the API of no consumer.',
    breaks: ['CLV-01'],
    change: answered((body, { url }) =>
      /^\/api\/v2\/organisations\/[^/]+\/consumers$/.test(url) ? '[]' : body,
    ),
  },
  {
    name: 'self-closed-to-signatures',
    wrong: 'Lets no signature open the profile.',
    breaks: ['CLV-02'],
    change: closing('/api/v2/self', 'OAuth ', 401),
  },
  {
    name: 'bridge-closed-to-api-tokens',
    wrong: 'Lets no API token open the profile.',
    breaks: ['CLV-02', 'CLV-09'],
    because: 'Whether an API token of the console is good is tried on the profile too.',
    change: closing('/bridge/v2/self', 'Bearer ', 401),
  },
  {
    name: 'api-tokens-everywhere',
    wrong: 'Lets API tokens in at the API host.',
    breaks: ['CLV-02'],
    check: 'API tokens stay with the bridge',
    change: told(visit => {
      const value = /^Bearer (.*)$/.exec(visit.req.headers.authorization ?? '')?.[1];
      const known = visit.sandbox.state.apiTokens.withValue(value ?? '') !== undefined;
      if (known && visit.url.startsWith('/api/')) giveSignature(visit);
    }),
  },
  {
    name: 'profile-for-anybody',
    wrong: 'Answers the profile to anonymous callers.',
    breaks: ['CLV-02'],
    check: 'the call carries a credential',
    change: told(visit => {
      const { authorization } = visit.req.headers;
      if (authorization === undefined && visit.url === '/api/v2/self') giveSignature(visit);
    }),
  },
  {
    name: 'bridge-without-organisations',
    wrong: 'Hides from an API token the organisations of its user.',
    breaks: ['CLV-03'],
    change: closing('/bridge/v2/organisations/', 'Bearer ', 404),
  },
  {
    name: 'organisations-open-to-all',
    wrong: 'Opens every organisation to every user.',
    breaks: ['CLV-03'],
    change: inSandbox((_sandbox, { people }) => {
      const ownerFor = people.ownerFor.bind(people);
      people.ownerFor = (user, id) => people.organisations.find(o => o.id === id) ?? ownerFor(user, id);
    }),
  },
  {
    name: 'knows-no-summary',
    wrong: 'Has no summary below /v2.',
    breaks: ['CLV-30'],
    change: closing('/api/v2/summary', 'OAuth ', 404),
  },
  {
    name: 'knows-no-version-4',
    wrong: 'Has nothing below /v4.',
    breaks: ['CLV-30'],
    change: closing('/api/v4/', 'OAuth ', 404),
  },
  {
    name: 'paths-without-version',
    wrong: 'Takes a path without its version for one of version 2.',
    breaks: ['CLV-30'],
    change: told(({ req }) => {
      req.url = req.url!.replace(/^\/api\/(self|oauth)\b/, '/api/v2/$1');
    }),
  },
];

/** A mock that refuses a kind of credential below a path. */
function closing(path: string, scheme: string, status: number): MockMutant['change'] {
  return around(({ url, req }, res, next) => {
    if (url.startsWith(path) && req.headers.authorization?.startsWith(scheme)) res.writeHead(status).end();
    else next();
  });
}
