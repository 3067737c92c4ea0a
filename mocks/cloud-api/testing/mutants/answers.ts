import type { MockMutant } from './mutant.ts';
import { answered, around, inSandbox, overlooking, told } from './mutant.ts';

const IDEMPOTENCY = 'mocks/cloud-api/idempotency.test.ts';
const PROJECTS = /^\/api(?:-dev|-samples)?\/v1\/projects/;

/** A body with its error's members changed, where it has an error. */
function withError(body: string, change: (error: Record<string, unknown>) => object): string {
  if (!body.startsWith('{"error":{')) return body;
  return JSON.stringify({ error: change(JSON.parse(body).error) });
}

/** Mocks that answer in another form, in another order, or differently each time. */
export const answerMutants: readonly MockMutant[] = [
  {
    name: 'cap-error-without-code',
    wrong: 'Refuses without a stable code.',
    breaks: ['CAP-02', 'CAP-03', 'CAP-06', 'CAP-21'],
    because: 'All refusals of the API have the same form.',
    change: answered(body => withError(body, ({ code: _, ...rest }) => rest)),
  },
  {
    name: 'cap-error-without-message',
    wrong: 'Refuses without a word for people.',
    breaks: ['CAP-02', 'CAP-03', 'CAP-06', 'CAP-21'],
    because: 'All refusals of the API have the same form.',
    change: answered(body => withError(body, ({ message: _, ...rest }) => rest)),
  },
  {
    name: 'cap-bare-challenge',
    wrong: 'Refuses a wrong credential as one that is missing.',
    breaks: ['CAP-02'],
    change: answered((body, _visit, res) => {
      const challenge = String(res.getHeader('WWW-Authenticate') ?? '');
      if (challenge.includes('error=')) res.setHeader('WWW-Authenticate', 'Bearer realm="cloudplatform"');
      return body;
    }),
  },
  {
    name: 'cap-broken-json',
    wrong: 'Takes a body that is no JSON for an empty object.',
    breaks: ['CAP-02'],
    ...overlooking('the body is a JSON object'),
  },
  {
    name: 'cap-any-fields',
    wrong: 'Creates projects of any fields.',
    breaks: ['CAP-02'],
    ...overlooking('fields that are wrong'),
  },
  {
    name: 'cap-names-twice',
    wrong: 'Creates two projects of one name.',
    breaks: ['CAP-02'],
    ...overlooking('no project has this name'),
  },
  {
    name: 'cap-no-idempotency',
    wrong: 'Knows no Idempotency-Key.',
    breaks: ['CAP-06'],
    change: told(({ req }) => {
      delete req.headers['idempotency-key'];
    }),
  },
  {
    name: 'cap-carried-out-again',
    wrong: 'Carries out again what comes again under its Idempotency-Key, and answers as before.',
    breaks: ['CAP-06'],
    change: told(({ req, exchange, sandbox: { state } }) => {
      if (req.headers['idempotency-key'] === undefined) return;
      const fields = JSON.parse(exchange.request.body.toString('utf8'));
      if (state.people.projects.some(({ name }) => name === fields.name)) state.addProject(fields);
    }),
  },
  {
    name: 'cap-any-idempotency-key',
    wrong: 'Takes Idempotency-Keys of any length.',
    breaks: [],
    caughtBy: IDEMPOTENCY,
    ...overlooking('length of the Idempotency-Key'),
  },
  {
    name: 'cap-keys-not-required',
    wrong: 'Requires no Idempotency-Key, whatever it is set to.',
    breaks: [],
    caughtBy: IDEMPOTENCY,
    ...overlooking('the call carries an Idempotency-Key'),
  },
  {
    name: 'cap-key-of-any-body',
    wrong: 'Answers another body with what was answered to the first one of its Idempotency-Key.',
    breaks: ['CAP-06'],
    ...overlooking('the Idempotency-Key is of this request'),
  },
  {
    name: 'cap-wrong-method-gone',
    wrong: 'Answers a wrong method as an address that leads nowhere.',
    breaks: ['CAP-03'],
    change: told(({ req }) => {
      if (req.method === 'PATCH') req.url = '/api/v1/nowhere';
    }),
  },
  {
    name: 'cap-no-allow',
    wrong: 'Does not say which methods there are.',
    breaks: ['CAP-03'],
    change: answered((body, _visit, res) => {
      res.removeHeader('Allow');
      return body;
    }),
  },
  {
    name: 'cap-any-content-type',
    wrong: 'Reads JSON whatever its content type.',
    breaks: ['CAP-03'],
    ...overlooking('content type'),
  },
  {
    name: 'cap-not-json',
    wrong: 'Does not say that its answers are JSON.',
    breaks: ['CAP-02', 'CAP-03', 'CAP-06', 'CAP-18', 'CAP-21'],
    because: 'Every answer of the API is JSON.',
    change: answered((body, { url }, res) => {
      if (url.startsWith('/api/')) res.setHeader('Content-Type', 'text/plain');
      return body;
    }),
  },
  {
    name: 'cap-new-ids',
    wrong: 'Gives a project another id each time it is asked for.',
    breaks: ['CAP-03'],
    change: answered((body, { url }) =>
      url.startsWith('/api/v1/projects/') ? body.replace(/"prj_\d+"/, '"prj_9"') : body,
    ),
  },
  {
    name: 'cap-gone-keys-unknown',
    wrong: 'Knows a key no more when it is revoked.',
    breaks: ['CAP-03'],
    change: inSandbox((_sandbox, { keys }) => {
      const ofOwner = keys.ofOwner.bind(keys);
      keys.ofOwner = owner => ofOwner(owner).filter(({ access }) => !access.revoked);
    }),
  },
  {
    name: 'cap-shuffled-list',
    wrong: 'Lists projects in the order of their names.',
    breaks: ['CAP-06'],
    change: inSandbox((_sandbox, state) => {
      const visible = state.visibleProjects.bind(state);
      state.visibleProjects = (...args) => visible(...args).toSorted((a, b) => (a.name < b.name ? -1 : 1));
    }),
  },
  {
    name: 'cap-another-answer-each-time',
    wrong: 'Says in its answers how many it has given.',
    breaks: ['CAP-06'],
    change: answered((body, { url, sandbox }) =>
      PROJECTS.test(url) ? body.replace(/}$/, `,"answers":${sandbox.journal.exchanges.length}}`) : body,
    ),
  },
  {
    name: 'cap-empty-samples-host',
    wrong: 'Has nothing at the host of the samples.',
    breaks: ['CAP-06'],
    change: answered((body, { url }) => (url.startsWith('/api-samples/') ? '{"data":[]}' : body)),
  },
  {
    name: 'cap-get-with-type-refused',
    wrong: 'Refuses a GET that names a content type.',
    breaks: ['CAP-11'],
    change: around(({ req }, res, next) => {
      if (req.method === 'GET' && req.headers['content-type'] !== undefined) res.writeHead(415).end();
      else next();
    }),
  },
  {
    name: 'cap-keys-of-another-form',
    wrong: 'Issues keys of another form.',
    breaks: ['CAP-18'],
    change: inSandbox(({ entropy }, { keys }) => {
      const create = keys.create.bind(keys);
      keys.create = fields => create({ value: `key-${entropy.bytes(12).toString('hex')}`, ...fields });
    }),
  },
  {
    name: 'cap-keys-made-dead',
    wrong: 'Answers another key than it keeps.',
    breaks: ['CAP-18'],
    change: answered((body, { url }) =>
      url === '/api/v1/keys' ? body.replace(/"sk_live_[^"]{21}"/, '"sk_live_000000000000000000000"') : body,
    ),
  },
];
