import {
  API,
  answered,
  around,
  giveToken,
  inSandbox,
  type MockMutant,
  overlooking,
  setAuthorization,
  told,
  type Visit,
} from './mutant.ts';

const isApi = ({ url }: Visit) => url.startsWith(API);
const authorizationOf = ({ req }: Visit) => req.headers.authorization ?? '';
const inQuery = ({ url }: Visit) => new URL(url, 'http://mock').searchParams.get('apiToken');

/** Mocks whose API opens what is to be closed, or closes what is to be open. */
export const accessMutants: readonly MockMutant[] = [
  {
    name: 'realm-lets-anybody-in',
    wrong: 'Answers calls without a token.',
    breaks: ['ATR-01'],
    check: 'the call carries a credential',
    change: told(visit => {
      const isAnonymous = ['', 'apiToken'].includes(authorizationOf(visit)) && inQuery(visit) === null;
      if (isApi(visit) && isAnonymous) giveToken(visit);
    }),
  },
  {
    name: 'realm-any-scheme',
    wrong: 'Takes a token after whatever word.',
    breaks: ['ATR-01'],
    ...overlooking('scheme'),
  },
  {
    name: 'realm-takes-bare-tokens',
    wrong: 'Takes a token without a word.',
    breaks: ['ATR-01'],
    change: told(visit => {
      const sent = authorizationOf(visit);
      if (/^[^ ]{20,}$/.test(sent)) setAuthorization(visit, `apiToken ${sent}`);
    }),
  },
  {
    name: 'realm-refuses-without-challenge',
    wrong: 'Does not say by what one would be let in.',
    breaks: ['ATR-01'],
    change: answered((body, _visit, res) => {
      res.removeHeader('WWW-Authenticate');
      return body;
    }),
  },
  {
    name: 'realm-any-case-of-a-token',
    wrong: 'Does not see the case of a token.',
    breaks: ['ATR-01'],
    change: inSandbox((_sandbox, state) => {
      state.tokenWith = value =>
        state.tokens.find(({ access }) => access.value.toLowerCase() === value.toLowerCase());
    }),
  },
  {
    name: 'realm-first-of-two-tokens',
    wrong: 'Takes the token of the header, whatever the query has.',
    breaks: ['ATR-01'],
    ...overlooking('header and query agree'),
  },
  {
    name: 'realm-knows-no-token',
    wrong: 'Refuses every token.',
    breaks: [
      'ATR-01',
      'ATR-03',
      'ATR-04',
      'ATR-07',
      'ATR-09',
      'ATR-10',
      'ATR-15',
      'ATR-16',
      'ATR-17',
      'ATR-18',
      'ATR-19',
      'ATR-24',
    ],
    because: 'What a token opens, or may do, is asked with one.',
    change: inSandbox((_sandbox, state) => {
      state.tokenWith = () => undefined;
    }),
  },
  {
    name: 'realm-header-only',
    wrong: 'Does not look for a token in the query.',
    breaks: ['ATR-01', 'ATR-03', 'ATR-24'],
    because: 'The query is tried with good tokens, and with those that lack a permission.',
    change: told(({ url, req }) => {
      req.url = url.replace(/([?&])apiToken=/, '$1ignored=');
    }),
  },
  {
    name: 'realm-inactive-tokens',
    wrong: 'Lets tokens in that were deactivated.',
    breaks: ['ATR-01', 'ATR-15', 'ATR-16'],
    because: 'Whoever deactivates a token tries it afterwards.',
    ...overlooking('token is active'),
  },
  {
    name: 'realm-deleted-tokens',
    wrong: 'Lets tokens in that were deleted.',
    breaks: ['ATR-01', 'ATR-15', 'ATR-16'],
    because: 'Whoever deletes a token tries it afterwards.',
    ...overlooking('token is not deleted'),
  },
  {
    name: 'realm-deactivates-for-ever',
    wrong: 'Does not activate a token again.',
    breaks: ['ATR-01', 'ATR-15', 'ATR-16'],
    because: 'Whoever activates a token tries it afterwards.',
    change: inSandbox((_sandbox, state) => {
      state.activate = () => {};
    }),
  },
  {
    name: 'realm-all-permissions',
    wrong: 'Does not ask for all permissions of a request.',
    breaks: ['ATR-03', 'ATR-04', 'ATR-09', 'ATR-10'],
    because: 'What was not selected is tried in the console too.',
    ...overlooking('permission: all of'),
  },
  {
    name: 'realm-no-permission-of-several',
    wrong: 'Does not ask for one of several permissions.',
    breaks: ['ATR-03', 'ATR-04', 'ATR-09'],
    because: 'A token without permissions is tried in the console too.',
    ...overlooking('permission: one of'),
  },
  {
    name: 'realm-describes-nothing',
    wrong: 'Describes no request.',
    breaks: ['ATR-03'],
    change: answered((body, { url }) => (url === '/docs' ? '{"requests":[]}' : body)),
  },
  {
    name: 'realm-says-not-what-is-missing',
    wrong: 'Does not name the permission that is missing.',
    breaks: ['ATR-03'],
    change: answered((body, _visit, res) =>
      res.statusCode === 403 ? body.replaceAll('metrics.read', 'something') : body,
    ),
  },
  {
    name: 'realm-tells-what-there-is',
    wrong: 'Tells those who may not ask what there is not.',
    breaks: ['ATR-03'],
    change: answered((body, { url }, res) => {
      if (url === `${API}/projects/prj_99`) res.statusCode = 404;
      return body;
    }),
  },
  {
    name: 'realm-nothing-is-something',
    wrong: 'Answers an empty object for what there is not.',
    breaks: ['ATR-03', 'ATR-07'],
    because: 'A project of another environment is none.',
    change: answered((body, { url }, res) => {
      if (!url.startsWith(`${API}/projects/`) || res.statusCode !== 404) return body;
      res.statusCode = 200;
      return '{}';
    }),
  },
  {
    name: 'realm-one-permission-a-token',
    wrong: 'Keeps the first of two permissions.',
    breaks: ['ATR-04', 'ATR-12'],
    because: 'The line of a token shows what it keeps.',
    change: inSandbox((_sandbox, state) => {
      const create = state.createToken.bind(state);
      state.createToken = made =>
        create(made.permissions.length === 2 ? { ...made, permissions: made.permissions.slice(0, 1) } : made);
    }),
  },
  {
    name: 'realm-query-of-get-only',
    wrong: 'Takes a token of the query with GET only.',
    breaks: ['ATR-24'],
    change: around((visit, res, next) => {
      const isChange = visit.req.method !== 'GET' && inQuery(visit) !== null;
      if (isChange) res.writeHead(401).end();
      else next();
    }),
  },
  {
    name: 'realm-answers-for-caches',
    wrong: 'Lets caches keep what was asked for with a token in the address.',
    breaks: ['ATR-24'],
    change: answered((body, _visit, res) => {
      res.removeHeader('Cache-Control');
      return body;
    }),
  },
  {
    name: 'realm-addresses-with-token',
    wrong: 'Repeats the token in the addresses that it names.',
    breaks: ['ATR-24'],
    change: answered((body, visit, res) => {
      const token = inQuery(visit);
      if (token === null) return body;
      const location = res.getHeader('Location');
      if (typeof location === 'string') res.setHeader('Location', `${location}#apiToken=${token}`);
      return body.replace('cursor=', `apiToken=${token}&cursor=`);
    }),
  },
];
