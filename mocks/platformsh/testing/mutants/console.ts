import {
  answered,
  inSandbox,
  type MockMutant,
  madeInConsole,
  overlooking,
  PAGE,
  rewriting,
  valuesOf,
} from './mutant.ts';

const page = (rest: string) => new RegExp(`^${PAGE}${rest}$`);
const LINK = /<a href="[^"]*">API Tokens<\/a>/;
const BANNER = /<section [\s\S]*?<\/section>/;

/** Mocks whose console does otherwise than the vendor's page says (P2-P8). */
export const consoleMutants: readonly MockMutant[] = [
  {
    name: 'account-settings-without-tokens',
    wrong: 'Has no way from Account Settings to the API tokens.',
    breaks: ['PSH-02', 'PSH-16'],
    because: 'A machine user goes the same way.',
    change: rewriting('GET', /^\/console\/user\/account-settings$/, body => body.replace(LINK, '')),
  },
  {
    name: 'banner-of-another-value',
    wrong: 'Shows another value than can be exchanged.',
    breaks: ['PSH-02', 'PSH-03', 'PSH-06', 'PSH-23'],
    because: 'Whatever is done with an API token of the console begins with the value in its banner.',
    change: madeInConsole(token => Object.assign(token, { value: `${token.value}x` })),
  },
  {
    name: 'link-makes-a-token',
    wrong: 'Makes an API token when the form is asked for.',
    breaks: ['PSH-03', 'PSH-04', 'PSH-05'],
    because: 'In all of these the API tokens are counted.',
    change: rewriting('GET', page('/new'), (body, { sandbox: { state } }) => {
      state.createApiToken(state.user, 'untitled');
      return body;
    }),
  },
  {
    name: 'one-token-a-user',
    wrong: 'Lets a user have one API token.',
    breaks: ['PSH-03'],
    change: madeInConsole((token, { apiTokens }) => {
      for (const other of apiTokens.ofUser(token.user)) if (other !== token) apiTokens.remove(other);
    }),
  },
  {
    name: 'never-asks-for-the-password',
    wrong: 'Makes API tokens however long ago the password was given.',
    breaks: ['PSH-04'],
    ...overlooking('password was given lately'),
  },
  {
    name: 'asks-for-the-password-anyway',
    wrong: 'Asks for the password beside the name, however fresh the sign-in is.',
    breaks: ['PSH-04'],
    change: rewriting('GET', page('/new'), body =>
      body.replace('<input id="name"', '<input type="password" name="password"><input id="name"'),
    ),
  },
  {
    name: 'any-password-again',
    wrong: 'Takes any password for the right one.',
    breaks: ['PSH-04', 'PSH-08'],
    because: 'One check stands before a new API token and before the view of one.',
    ...overlooking('password is right'),
  },
  {
    name: 'tokens-share-names',
    wrong: 'Lets a user give a name twice.',
    breaks: ['PSH-05'],
    ...overlooking('API token has a name of its own'),
  },
  {
    name: 'tokens-without-name',
    wrong: 'Makes an API token that has no name.',
    breaks: ['PSH-05'],
    change: rewriting('POST', page(''), (body, { sandbox: { state } }, status) => {
      if (status === 400) state.createApiToken(state.user, '');
      return body;
    }),
  },
  {
    name: 'names-of-everybody',
    wrong: 'Lets a name be given once on the whole platform.',
    breaks: ['PSH-05'],
    change: inSandbox((_sandbox, { apiTokens }) => {
      apiTokens.named = (_user, name) =>
        apiTokens.all.find(token => token.name === name && token.deletedAt === undefined);
    }),
  },
  {
    name: 'names-for-ever',
    wrong: 'Does not give the name of a deleted API token free.',
    breaks: ['PSH-05'],
    change: inSandbox((_sandbox, { apiTokens }) => {
      apiTokens.named = (user, name) =>
        apiTokens.all.find(token => token.name === name && token.user === user);
    }),
  },
  {
    name: 'banner-in-red',
    wrong: 'Shows the new API token in a banner that is not green.',
    breaks: ['PSH-06'],
    change: answered(body => body.replace('#2b8a3e', '#aa1111')),
  },
  {
    name: 'banner-stays',
    wrong: 'Shows the values whenever somebody looks.',
    breaks: ['PSH-06'],
    change: rewriting('GET', page(''), (body, visit) => `${body}${valuesOf(visit)}`),
  },
  {
    name: 'tokens-without-view',
    wrong: 'Has no link to view an API token.',
    breaks: ['PSH-07', 'PSH-08'],
    because: 'The password is asked for behind that link.',
    change: answered(body => body.replaceAll('>view</a>', '></a>')),
  },
  {
    name: 'view-shows-nothing',
    wrong: 'Takes the password and shows no value.',
    breaks: ['PSH-07'],
    change: rewriting('POST', page('/[^/]+/view'), body => body.replace(BANNER, '')),
  },
  {
    name: 'view-for-ever',
    wrong: 'Lets API tokens be viewed though they are shown once.',
    breaks: ['PSH-07'],
    ...overlooking('tokens may be viewed'),
  },
  {
    name: 'view-link-for-ever',
    wrong: 'Has a link to view API tokens though they are shown once.',
    breaks: ['PSH-07'],
    change: rewriting('GET', page(''), (body, { sandbox: { settings } }) =>
      settings.apiTokens === 'current' ? body.replace('</main>', '<a href="#">view</a></main>') : body,
    ),
  },
  {
    name: 'view-without-password',
    wrong: 'Shows the value on the page that asks for the password.',
    breaks: ['PSH-08'],
    change: rewriting('GET', page('/[^/]+/view'), (body, visit) => `${body}${valuesOf(visit)}`),
  },
  {
    name: 'view-asks-for-nothing',
    wrong: 'Does not ask for the password before a value is viewed.',
    breaks: ['PSH-07', 'PSH-08'],
    because: 'A password can be given only where it is asked for.',
    change: rewriting('GET', page('/[^/]+/view'), body =>
      body.replace(/<form method="post" action="[^"]*view">[\s\S]*?<\/form>/, ''),
    ),
  },
  {
    name: 'view-with-wrong-password',
    wrong: 'Says that the password is wrong and shows the value all the same.',
    breaks: ['PSH-08'],
    change: rewriting('POST', page('/[^/]+/view'), (body, visit, status) =>
      status === 403 ? `${body}${valuesOf(visit)}` : body,
    ),
  },
];
