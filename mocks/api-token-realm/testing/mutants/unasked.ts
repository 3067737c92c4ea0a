import { type MockMutant, overlooking } from './mutant.ts';

const ACCESS = 'mocks/api-token-realm/admission/';
const TOKENS = 'mocks/api-token-realm/resources/tokens.test.ts';
const CONSOLE = 'mocks/api-token-realm/console/';

/** Mocks that do without a check that the page does not ask for; a unit test finds each of them out. */
export const unaskedMutants: readonly MockMutant[] = [
  unasked(
    'realm-doubled-parameter',
    'Takes the first of two tokens in the query.',
    'query parameter once',
    ACCESS,
  ),
  unasked(
    'realm-doubled-header',
    'Takes the first of two Authorization headers.',
    'Authorization once',
    ACCESS,
  ),
  unasked(
    'realm-demoted-users',
    'Lets a token do what its user may not do any more.',
    'permission: of the user',
    ACCESS,
  ),
  unasked(
    'realm-generous',
    'Gives a token permissions that its user has not.',
    'permissions are within the rights of the user',
    TOKENS,
  ),
  unasked(
    'realm-lock-ignored',
    'Lets owners activate what an administrator has locked.',
    'deactivated by the owner',
    TOKENS,
  ),
  unasked('realm-open-console', 'Shows the console to everybody.', 'signed in to the console', CONSOLE),
  unasked('realm-foreign-forms', 'Takes forms of other sites.', 'form belongs to this session', CONSOLE),
];

function unasked(name: string, wrong: string, check: string, caughtBy: string): MockMutant {
  return { name, wrong, breaks: [], caughtBy, ...overlooking(check) };
}
