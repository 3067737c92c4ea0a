import type { MockMutant } from './mutant.ts';
import { answered, around, inSandbox, overlooking, told } from './mutant.ts';

const RATE_LIMITS = 'mocks/cloud-api/rate-limit.test.ts';
const GUARD = 'mocks/cloud-api/guard.test.ts';

/** Mocks that let in whom they should not, or show what is not the caller's. */
export const accessMutants: readonly MockMutant[] = [
  {
    name: 'cap-open-to-anybody',
    wrong: 'Takes a request without a credential for one of a key.',
    breaks: ['CAP-02'],
    check: 'the call carries a credential',
    change: told(({ req, sandbox, url }) => {
      if (url.startsWith('/api/') && req.headers.authorization === undefined)
        req.headers.authorization = `Bearer ${sandbox.state.keys.all[0]!.access.value}`;
    }),
  },
  {
    name: 'cap-two-credentials',
    wrong: 'Takes a second credential in the query for nothing.',
    breaks: ['CAP-02'],
    ...overlooking('the call carries one credential only'),
  },
  {
    name: 'cap-any-scheme',
    wrong: 'Takes a key by Basic, too.',
    breaks: ['CAP-02'],
    check: 'scheme of the credential',
    change: told(({ req }) => {
      const basic = /^Basic (.*)$/.exec(req.headers.authorization ?? '')?.[1];
      const key = Buffer.from(basic ?? '', 'base64')
        .toString()
        .replace(/:$/, '');
      if (key.startsWith('sk_live_')) req.headers.authorization = `Bearer ${key}`;
    }),
  },
  {
    name: 'cap-any-word',
    wrong: 'Takes a credential of two words.',
    breaks: [],
    caughtBy: GUARD,
    ...overlooking('the credential is one word'),
  },
  {
    name: 'cap-unknown-keys-live',
    wrong: 'Takes a key that it does not know for its first one.',
    breaks: ['CAP-02'],
    check: 'bearer token was issued here',
    change: told(({ req, sandbox }) => {
      const { keys } = sandbox.state;
      const key = /^Bearer (sk_live_.*)$/.exec(req.headers.authorization ?? '')?.[1];
      if (key !== undefined && keys.withValue(key) === undefined)
        req.headers.authorization = `Bearer ${keys.all[0]!.access.value}`;
    }),
  },
  {
    name: 'cap-revoked-keys-live',
    wrong: 'Lets revoked keys and tokens in.',
    breaks: ['CAP-02', 'CAP-09'],
    because: 'A key may be revoked by the console or without it, and a token with its code.',
    ...overlooking('bearer token is live'),
  },
  {
    name: 'cap-keys-have-users',
    wrong: "Takes a key for its owner's access token.",
    breaks: ['CAP-02'],
    ...overlooking('the call is made on behalf of a user'),
  },
  {
    name: 'cap-scopes-for-nothing',
    wrong: 'Lets a token do what its user has not granted.',
    breaks: [],
    caughtBy: GUARD,
    ...overlooking('scope of the access token'),
  },
  {
    name: 'cap-answers-plain-http',
    wrong: 'Answers plain http, whatever it is set to.',
    breaks: ['CAP-02'],
    ...overlooking('the request came over TLS'),
  },
  {
    name: 'cap-http-redirected',
    wrong: 'Redirects plain http to https, when the secret has crossed already.',
    breaks: ['CAP-02'],
    change: around(({ req, url, sandbox }, res, next) => {
      if (sandbox.settings.plainHttp !== 'refused') next();
      else res.writeHead(301, { Location: `https://${req.headers.host}${url}` }).end();
    }),
  },
  {
    name: 'cap-refusal-with-location',
    wrong: 'Refuses plain http and says where to go with the same secret.',
    breaks: ['CAP-02'],
    change: answered((body, { req, url }, res) => {
      if (body.includes('"https_required"')) res.setHeader('Location', `https://${req.headers.host}${url}`);
      return body;
    }),
  },
  {
    name: 'cap-error-for-nobody',
    wrong: 'Tells whoever has brought no credential that it is invalid.',
    breaks: ['CAP-02'],
    change: answered((body, _visit, res) => {
      const challenge = res.getHeader('WWW-Authenticate');
      if (challenge === 'Bearer realm="cloudplatform"')
        res.setHeader('WWW-Authenticate', `${challenge}, error="invalid_token"`);
      return body;
    }),
  },
  {
    name: 'cap-no-rate-limit',
    wrong: 'Counts requests and refuses none.',
    breaks: ['CAP-02'],
    ...overlooking('requests are left in this minute'),
  },
  {
    name: 'cap-silent-about-quota',
    wrong: 'Tells of the quota only where it answers what was asked.',
    breaks: ['CAP-02'],
    change: answered((body, _visit, res) => {
      if (res.statusCode >= 400)
        for (const name of ['X-RateLimit-Remaining', 'RateLimit']) res.removeHeader(name);
      return body;
    }),
  },
  {
    name: 'cap-quota-with-refusals-only',
    wrong: 'Tells of the quota only where it refuses.',
    breaks: ['CAP-02'],
    change: answered((body, _visit, res) => {
      if (res.statusCode < 400) for (const name of ['X-RateLimit-Limit', 'RateLimit']) res.removeHeader(name);
      return body;
    }),
  },
  {
    name: 'cap-quota-stands-still',
    wrong: 'Gives each request a minute of its own.',
    breaks: ['CAP-02'],
    change: inSandbox((_sandbox, { rateLimits }) => {
      const take = rateLimits.take.bind(rateLimits);
      let n = 0;
      rateLimits.take = (counter, limit) => {
        const quota = take(counter, limit);
        return quota.ok ? take(`${counter} ${n++}`, limit) : quota;
      };
    }),
  },
  {
    name: 'cap-never-come-back',
    wrong: 'Does not say when to come back.',
    breaks: ['CAP-02'],
    change: answered((body, _visit, res) => {
      res.removeHeader('Retry-After');
      return body;
    }),
  },
  {
    name: 'cap-refused-requests-count',
    wrong: 'Begins a new minute with each request that is refused for the rate.',
    breaks: [],
    caughtBy: RATE_LIMITS,
    change: inSandbox((_sandbox, { rateLimits }) => {
      const take = rateLimits.take.bind(rateLimits);
      rateLimits.take = (counter, limit) => {
        const quota = take(counter, limit);
        if (!quota.ok) rateLimits.leave(counter, limit, 0);
        return quota;
      };
    }),
  },
  {
    name: 'cap-all-projects-for-all',
    wrong: 'Shows everybody the projects of everybody.',
    breaks: ['CAP-21'],
    change: inSandbox((_sandbox, state) => {
      state.visibleProjects = () => state.people.projects;
    }),
  },
];
