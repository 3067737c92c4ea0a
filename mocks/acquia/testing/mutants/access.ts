import {
  type Acquia,
  around,
  giveToken,
  inSandbox,
  type MockMutant,
  overlooking,
  setBody,
  told,
} from './mutant.ts';

/** Mocks that open what is to be closed, or close what is to be open. */
export const accessMutants: readonly MockMutant[] = [
  {
    name: 'lets-anybody-in',
    wrong: 'Answers anonymous calls.',
    breaks: ['ACQ-01'],
    check: 'the call carries a credential',
    change: told(visit => {
      if (isAnonymousCall(visit.req)) giveToken(visit);
    }),
  },
  {
    name: 'public-password-check',
    wrong: 'Answers one route without asking who is there.',
    breaks: ['ACQ-01'],
    change: told(visit => {
      if (isAnonymousCall(visit.req) && visit.req.url === '/api/account/password') giveToken(visit);
    }),
  },
  {
    name: 'tells-strangers-of-routes',
    wrong: 'Tells an anonymous caller which routes there are.',
    breaks: ['ACQ-01'],
    change: around(({ req }, res, next) => {
      if (isAnonymousCall(req) && req.url === '/api/no-such-route') res.writeHead(404).end();
      else next();
    }),
  },
  {
    name: 'serves-version-1',
    wrong: 'Serves version 1 of the API.',
    breaks: ['ACQ-02'],
    change: told(({ req }) => {
      req.url = req.url!.replace(/^\/api\/v1\/.*/, '/api/applications');
    }),
  },
  {
    name: 'knows-no-version',
    wrong: 'Refuses a request that names version 2.',
    breaks: ['ACQ-02'],
    change: around(({ req }, res, next) => {
      const { accept = '', authorization = '' } = req.headers;
      if (accept.includes('version=2') && authorization.startsWith('Bearer ')) res.writeHead(406).end();
      else next();
    }),
  },
  {
    name: 'plus-stays-plus',
    wrong: 'Reads a raw plus in a form as a plus.',
    breaks: ['ACQ-16'],
    change: exchanging('application/x-www-form-urlencoded', body => body.replaceAll('+', '%2B')),
  },
  {
    name: 'decodes-nothing',
    wrong: 'Leaves the escapes of a form as they are.',
    breaks: ['ACQ-12', 'ACQ-15', 'ACQ-16', 'ACQ-23'],
    because: 'Every secret of the platform ends with an equals sign, and every scope holds a colon.',
    change: exchanging('application/x-www-form-urlencoded', body => body.replaceAll('%', '%25')),
  },
  {
    name: 'decodes-twice',
    wrong: 'Decodes a form twice.',
    breaks: ['ACQ-16'],
    change: exchanging('application/x-www-form-urlencoded', body =>
      body.replace(/%25([0-9A-F]{2})/g, (_, code) => `%${code}`),
    ),
  },
  {
    name: 'reads-no-json',
    wrong: 'Reads no JSON at the token endpoint.',
    breaks: ['ACQ-16'],
    change: exchanging('application/json', () => '{}'),
  },
  {
    name: 'reads-no-basic',
    wrong: 'Does not look into HTTP Basic at the token endpoint.',
    breaks: ['ACQ-16'],
    change: told(({ req }) => {
      if (isExchange(req) && req.headers.authorization?.startsWith('Basic '))
        delete req.headers.authorization;
    }),
  },
  {
    name: 'any-secret',
    wrong: 'Does not compare the secret.',
    breaks: ['ACQ-16'],
    ...overlooking('client secret matches'),
  },
  {
    name: 'sso-open-to-all',
    wrong: 'Opens SSO organizations to every credential.',
    breaks: ['ACQ-19', 'ACQ-23'],
    because: 'HMAC and a token without scope are kept out by one check.',
    ...overlooking('credential opens this organization'),
  },
  {
    name: 'sso-open-to-hmac',
    wrong: 'Takes a signature for the scope of every organization.',
    breaks: ['ACQ-19'],
    change: told(visit => {
      const organization = /^\/api\/organizations\/([^/]+)\//.exec(visit.req.url!)?.[1];
      const signed = visit.req.headers.authorization?.startsWith('acquia-http-hmac');
      if (organization !== undefined && signed) giveToken(visit, `organization:${organization}`);
    }),
  },
  {
    name: 'scope-not-granted',
    wrong: 'Takes the scope of an organization and grants none.',
    breaks: ['ACQ-23'],
    change: inSandbox(({ tokens }) => {
      const issue = tokens.issue.bind(tokens);
      tokens.issue = token => issue({ ...token, scope: undefined });
    }),
  },
  {
    name: 'sso-closes-everything',
    wrong: 'Asks for a scope everywhere once an organization uses SSO.',
    breaks: ['ACQ-23'],
    change: around(({ req, sandbox }, res, next) => {
      const sso = sandbox.state.organizations.some(o => o.sso);
      if (sso && req.url === '/api/applications') res.writeHead(403).end();
      else next();
    }),
  },
];

function isExchange({ url }: { readonly url?: string | undefined }): boolean {
  return url === '/api/auth/oauth/token';
}

function isAnonymousCall(req: Parameters<Acquia['app']>[0]): boolean {
  return req.headers.authorization === undefined && req.url!.startsWith('/api/') && !isExchange(req);
}

/** A mock that reads something else in token requests of one media type. */
function exchanging(type: string, read: (body: string) => string): MockMutant['change'] {
  return told(visit => {
    if (isExchange(visit.req) && visit.req.headers['content-type'] === type) setBody(visit, read);
  });
}
