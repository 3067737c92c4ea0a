import { answered, inSandbox, type MockMutant, overlooking, setForm, told, type Visit } from './mutant.ts';

const PAGE = '/console/profile/tokens';
const LIST = '/api/account/tokens';

/** Mocks whose API tokens come and go otherwise than the page says, in the console or over the API. */
export const keyManagementMutants: readonly MockMutant[] = [
  {
    name: 'any-password',
    wrong: 'Signs in whoever knows the e-mail address.',
    breaks: ['ACQ-09'],
    change: inSandbox((_sandbox, state) => {
      state.userWith = () => state.user;
    }),
  },
  {
    name: 'console-open-to-tokens',
    wrong: 'Takes an access token for a console session.',
    breaks: ['ACQ-09'],
    change: told(visit => {
      if (visit.req.headers.authorization?.startsWith('Bearer ')) signIn(visit);
    }),
  },
  {
    name: 'console-open',
    wrong: 'Asks nobody to sign in who knows the address of a page.',
    breaks: ['ACQ-09'],
    check: 'signed in to the console',
    change: told(visit => {
      if (visit.url === PAGE && visit.req.headers.cookie === undefined) signIn(visit);
    }),
  },
  {
    name: 'menu-without-account',
    wrong: 'Leaves Account Settings out of the menu.',
    breaks: ['ACQ-09', 'ACQ-10', 'ACQ-11', 'ACQ-12', 'ACQ-13', 'ACQ-14'],
    because: 'It is what signing in opens, and all that is done with API tokens is reached through it.',
    change: answered(body => body.replaceAll('Account Settings', 'Settings')),
  },
  {
    name: 'no-way-to-tokens',
    wrong: 'Leaves the link to API Tokens out of the profile.',
    breaks: ['ACQ-10', 'ACQ-11', 'ACQ-12', 'ACQ-13', 'ACQ-14'],
    because: 'There is no other way to what is done with API tokens.',
    change: answered(body => body.replace('>API Tokens</a>', '></a>')),
  },
  {
    name: 'no-way-to-create',
    wrong: 'Shows API tokens and no way to create one.',
    breaks: ['ACQ-10', 'ACQ-11', 'ACQ-12', 'ACQ-13', 'ACQ-14'],
    because: 'Whatever becomes of an API token begins with its creation.',
    change: answered(body => body.replace('<button>Create Token</button>', '')),
  },
  {
    name: 'label-optional',
    wrong: 'Makes up a label where none was given.',
    breaks: ['ACQ-11'],
    change: told(visit => {
      if (isCreation(visit)) setForm(visit, form => form.set('label', form.get('label') || 'untitled'));
    }),
  },
  {
    name: 'label-unique',
    wrong: 'Hands out the same API token for the same label.',
    breaks: ['ACQ-11'],
    change: inSandbox((_sandbox, state) => {
      const create = state.createKey.bind(state);
      state.createKey = (label, secret) =>
        state.keys.find(key => key.label === label) ?? create(label, secret);
    }),
  },
  {
    name: 'takes-chosen-pair',
    wrong: 'Takes over a key that the user sends.',
    breaks: ['ACQ-12'],
    change: told(visit => {
      const chosen = isCreation(visit) ? formOf(visit).get('api_key') : null;
      if (chosen === null) return;
      const { state } = visit.sandbox;
      const create = state.createKey.bind(state);
      state.createKey = (label, secret) => {
        const key = { ...create(label, secret), id: chosen };
        state.keys.splice(-1, 1, key);
        return key;
      };
    }),
  },
  {
    name: 'shows-another-secret',
    wrong: 'Shows another secret than it keeps.',
    breaks: ['ACQ-12'],
    change: answered((body, visit) => {
      const [key] = visit.sandbox.state.keys.slice(-1);
      return isCreation(visit) && key !== undefined
        ? body.replace(`>${key.secret}<`, '>another secret<')
        : body;
    }),
  },
  {
    name: 'page-shows-secrets',
    wrong: 'Shows the secrets in the console whenever somebody looks.',
    breaks: ['ACQ-13'],
    change: answered((body, { req, url, sandbox }) =>
      req.method === 'GET' && url === PAGE ? body + secretsOf(sandbox.state) : body,
    ),
  },
  {
    name: 'list-tells-secrets',
    wrong: 'Tells the secrets in the list of API tokens.',
    breaks: ['ACQ-13'],
    change: answered((body, { req, url, sandbox }) =>
      req.method === 'GET' && url === LIST
        ? body.replace('"_embedded"', `"secrets":${JSON.stringify(secretsOf(sandbox.state))},"_embedded"`)
        : body,
    ),
  },
  {
    name: 'removes-nothing',
    wrong: 'Says that an API token was removed and keeps it.',
    breaks: ['ACQ-14'],
    change: inSandbox((_sandbox, state) => {
      state.removeKey = () => {};
    }),
  },
  {
    name: 'removed-still-good',
    wrong: 'Exchanges removed API tokens.',
    breaks: ['ACQ-14'],
    ...overlooking('client is known and active'),
  },
  {
    name: 'removes-again',
    wrong: 'Removes an API token that was removed before.',
    breaks: ['ACQ-14'],
    change: told(({ req, sandbox }) => {
      const key = req.method === 'DELETE' ? sandbox.state.findKey(req.url!.split('/').at(-1)!) : undefined;
      if (key !== undefined) key.active = true;
    }),
  },
  {
    name: 'removes-all',
    wrong: 'Removes all API tokens with one.',
    breaks: ['ACQ-15'],
    change: inSandbox((_sandbox, state) => {
      const remove = state.removeKey.bind(state);
      state.removeKey = () =>
        state.keys.forEach(key => {
          remove(key);
        });
    }),
  },
  {
    name: 'exchange-makes-key',
    wrong: 'Generates an API token with every exchange.',
    breaks: ['ACQ-25'],
    change: inSandbox(({ tokens }, state) => {
      const issue = tokens.issue.bind(tokens);
      tokens.issue = token => {
        state.createKey('by exchange');
        return issue(token);
      };
    }),
  },
];

function isCreation({ req, url }: Visit): boolean {
  return req.method === 'POST' && url === PAGE;
}

function formOf({ exchange }: Visit): URLSearchParams {
  return new URLSearchParams(exchange.request.body.toString());
}

function secretsOf({ keys }: Visit['sandbox']['state']): string {
  return keys.map(key => key.secret).join(' ');
}

function signIn({ req, sandbox }: Visit): void {
  const { consoleSessions, user } = sandbox.state;
  consoleSessions.set('theirs', { value: 'theirs', csrf: 'theirs', user });
  req.headers.cookie = 'console_session=theirs';
}
