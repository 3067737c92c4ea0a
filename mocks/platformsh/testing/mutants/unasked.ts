import { answered, inSandbox, type MockMutant, overlooking } from './mutant.ts';

const here = 'mocks/platformsh';

/** Mocks whose fault no row about the provider asks for: unit tests of the mock find them out. */
export const unaskedMutants: readonly MockMutant[] = [
  unheeded(
    'takes-forms-of-others',
    'Takes forms that its session has not asked for.',
    'form belongs to this session',
    'console/console',
  ),
  unheeded('no-step-up', 'Never wants a fresh sign-in.', 'sign-in behind the access token', 'token-endpoint'),
  unheeded(
    'sso-for-ever',
    'Exchanges API tokens of who has no SSO session any more.',
    'SSO session of the user',
    'token-endpoint',
  ),
  unheeded(
    'environments-open-to-all',
    'Shows every environment of a project.',
    'user has access to the environment',
    'resources/access',
  ),
  unheeded(
    'organizations-open-to-all',
    'Shows every organization.',
    'user has access to the organization',
    'resources/access',
  ),
  unheeded('keys-twice', 'Takes an SSH key twice.', 'SSH key is in use once', 'resources/members'),
  unheeded(
    'invites-unpaid',
    'Invites where a payment is due.',
    'organization may add users',
    'resources/members',
  ),
  unheeded(
    'variables-share-names',
    'Makes two variables of one name.',
    'variable has a name of its own',
    'resources/variables',
  ),
  unheeded(
    'sensitive-for-a-while',
    'Lets a sensitive variable be made readable.',
    'sensitive variable stays sensitive',
    'resources/variables',
  ),
  {
    name: 'tells-sensitive-values',
    wrong: 'Tells the values of sensitive variables.',
    breaks: [],
    caughtBy: `${here}/resources/variables.test.ts`,
    change: answered((body, { sandbox: { state } }) => {
      const values = state.project.environments.flatMap(({ variables }) =>
        variables.map(({ value }) => value),
      );
      return body.replace(
        '"is_sensitive":true',
        `"value":${JSON.stringify(values.join(' '))},"is_sensitive":true`,
      );
    }),
  },
  {
    name: 'opaque-access-tokens',
    wrong: 'Issues access tokens that tell neither user nor expiry.',
    breaks: [],
    caughtBy: `${here}/token-endpoint.test.ts`,
    change: inSandbox(({ settings }) => {
      settings.tokenFormat = 'opaque';
    }),
  },
  {
    name: 'activities-of-the-owner',
    wrong: 'Says of every activity that the owner has caused it.',
    breaks: [],
    caughtBy: `${here}/resources/backups.test.ts`,
    change: inSandbox((_sandbox, { activities, user }) => {
      const start = activities.start.bind(activities);
      activities.start = made => start({ ...made, user });
    }),
  },
  {
    name: 'activities-done-at-once',
    wrong: 'Completes an activity as soon as somebody looks.',
    breaks: [],
    caughtBy: `${here}/resources/backups.test.ts`,
    change: inSandbox((_sandbox, { activities }) => {
      const step = activities.step.bind(activities);
      activities.step = activity => {
        step(activity);
        step(activity);
      };
    }),
  },
  {
    name: 'failures-succeed',
    wrong: 'Says of every complete activity that it has succeeded.',
    breaks: [],
    caughtBy: `${here}/resources/backups.test.ts`,
    change: inSandbox((_sandbox, { activities }) => {
      activities.resultOf = ({ state }) => (state === 'complete' ? 'success' : undefined);
    }),
  },
  {
    name: 'seals-no-log',
    wrong: 'Ends the log of an activity without its seal.',
    breaks: [],
    caughtBy: `${here}/resources/backups.test.ts`,
    change: inSandbox(({ settings }) => {
      settings.sealedLogs = false;
    }),
  },
];

/** A mock that does not heed a check which these unit tests are about. */
function unheeded(name: string, wrong: string, check: string, file: string): MockMutant {
  return { name, wrong, breaks: [], caughtBy: `${here}/${file}.test.ts`, ...overlooking(check) };
}
