import { Given } from '@cucumber/cucumber';
import type { Permission } from '../../../mocks/api-token-realm/index.ts';
import { realmOf, storyOf, type Transport, theUser } from '../../world/api-token-realm/story.ts';
import type { CaseWorld } from '../../world/case-world.ts';
import { plainSecret, secretWith } from '../../world/fixtures.ts';

/** What the client is given to authenticate with. */

/** A token of the user; without permissions named it may do all that the user may. */
function generate(world: CaseWorld, permissions?: readonly Permission[], value?: string): void {
  const { state } = realmOf(world);
  const user = theUser(world);
  storyOf(world).token = state.createToken({
    user,
    name: 'countersign',
    permissions: permissions ?? [...state.rightsOf(user, state.environment)],
    ...(value === undefined ? {} : { value }),
  });
}

/** What a token may have been pasted with, by the words of the features. */
const PASTED: Readonly<Record<string, (token: string) => string>> = {
  'its scheme before it': token => `apiToken ${token}`,
  'the line end of its file': token => `${token}\n`,
};

Given('the client holds an API token', function (this: CaseWorld) {
  generate(this);
});

Given('the client holds an API token that may {string} alone', function (this: CaseWorld, which: string) {
  generate(this, which.split(' ') as Permission[]);
});

Given('the client holds an API token that holds {string}', function (this: CaseWorld, characters: string) {
  generate(this, undefined, secretWith(this.sandbox.entropy, characters));
});

Given(/^the client sends its token in the (header|query)$/, function (this: CaseWorld, way: Transport) {
  storyOf(this).transport = way;
});

Given('the query parameter is called {string}', function (this: CaseWorld, name: string) {
  realmOf(this).settings.parameter = name;
});

Given('the client was given a token that nobody has generated', function (this: CaseWorld) {
  storyOf(this).given = plainSecret(this.sandbox.entropy);
});

Given('the client was given its token in capitals', function (this: CaseWorld) {
  storyOf(this).given = storyOf(this).token!.access.value.toUpperCase();
});

Given(/^the client was given its token with (.+)$/, function (this: CaseWorld, what: string) {
  const pasted = PASTED[what];
  if (pasted === undefined)
    throw new Error(`Failed to paste "${what}": known are ${Object.keys(PASTED).join(', ')}.`);
  const { value } = storyOf(this).token!.access;
  this.secrets.hide(value);
  storyOf(this).given = pasted(value);
});
