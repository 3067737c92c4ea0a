import { Given, Then, When } from '@cucumber/cucumber';
import type { PlatformshOperation } from '../../../mocks/platformsh/index.ts';
import * as variables from '../../checks/platformsh/variables.ts';
import { noSecretTold } from '../../checks/secrecy.ts';
import type { CaseWorld } from '../../world/case-world.ts';
import { whileAsking } from '../../world/platformsh/at-once.ts';
import { environmentNamed, unixEnvironment } from '../../world/platformsh/container.ts';
import { heldVariables } from '../../world/platformsh/held.ts';
import { theClient } from '../../world/platformsh/session.ts';
import { platformshOf, theUser } from '../../world/platformsh/story.ts';
import { invoke } from '../../world/sessions.ts';
import { respond } from '../failing-answers.ts';

/** Variables of an environment, as "platform variable:create" makes them. */

/** The name of the page, which most cases are about. */
const NAME = 'env:PLATFORMSH_CLI_TOKEN';
/** Characters that encoders treat in ways of their own. */
const ODD_VALUE = 'k+/=é "q" \\ %41 & 1%2B';
const CREATE: PlatformshOperation = 'variables.create';

const wanted = new WeakMap<CaseWorld, variables.WantedVariable>();
/** What was there before the client was asked. */
const before = new WeakMap<CaseWorld, variables.WantedVariable>();

/** An API token for the container to use, as the page has one made. */
function tokenForContainer(world: CaseWorld): string {
  return platformshOf(world).state.createApiToken(theUser(world), 'on the container').value;
}

interface Wish {
  readonly name?: string;
  readonly value?: string;
  readonly environment?: string;
  readonly sensitive?: boolean;
}

async function create(world: CaseWorld, wish: Wish = {}): Promise<void> {
  const { name = NAME, value = tokenForContainer(world), environment = 'master', sensitive = true } = wish;
  world.secrets.hide(value);
  wanted.set(world, { name, value, environment, isSensitive: sensitive });
  const input = { name, value, level: 'environment', environment, sensitive };
  await invoke(world, await theClient(world), 'variable.create', input);
}

/** Somebody else sets the variable. */
function setBefore(world: CaseWorld): void {
  const made = { name: NAME, value: 'set-by-somebody-else', isSensitive: true };
  before.set(world, { ...made, environment: 'master' });
  platformshOf(world).state.setVariable(environmentNamed(world, 'master'), made);
}

function containerOf(world: CaseWorld): Record<string, string> {
  return unixEnvironment(environmentNamed(world, wanted.get(world)!.environment));
}

Given('the variable is there already', function (this: CaseWorld) {
  setBefore(this);
});

Given('the platform refuses the variable, and repeats its value', function (this: CaseWorld) {
  const value = tokenForContainer(this);
  before.set(this, { name: NAME, value, isSensitive: true, environment: 'master' });
  const detail = { value: [`"${value}" is not a valid value.`] };
  const body = { status: 'Invalid input', message: 'Invalid.', code: 400, detail, title: 'Bad Request' };
  const effect = respond(400, body);
  this.sandbox.faults.arm({ name: 'the platform refuses the variable', operation: CREATE, effect });
});

When('the client stores a token in the variable', async function (this: CaseWorld) {
  await create(this);
});

When('the client stores that value in the variable', async function (this: CaseWorld) {
  await create(this, { value: before.get(this)!.value });
});

When('the client stores a value of odd characters in the variable', async function (this: CaseWorld) {
  await create(this, { value: ODD_VALUE });
});

When('the client stores a token in the variable {string}', async function (this: CaseWorld, name: string) {
  await create(this, { name });
});

When(
  'the client stores a value that is not sensitive in the variable {string}',
  async function (this: CaseWorld, name: string) {
    await create(this, { name, value: 'plain value', sensitive: false });
  },
);

When(
  'the client stores a token in the variable of the environment {string}',
  async function (this: CaseWorld, environment: string) {
    await create(this, { environment });
  },
);

When('the client stores a token in the variable, as somebody else does', async function (this: CaseWorld) {
  await theClient(this);
  await whileAsking(
    this,
    CREATE,
    () => setBefore(this),
    () => create(this),
  );
});

Then('the environment has the variable, and the caller its name', function (this: CaseWorld) {
  this.claimOutcomes();
  this.judge(variables.variableMade(this.evidence(), heldVariables(this), wanted.get(this)!));
});

Then('the variable is asked for as documented', function (this: CaseWorld) {
  this.claimOutcomes();
  this.judge(variables.createdAsDocumented(this.evidence(), heldVariables(this), wanted.get(this)!));
});

Then('every path holds the name percent-encoded once', function (this: CaseWorld) {
  this.claimOutcomes();
  this.judge(variables.nameEncodedOnce(this.evidence(), wanted.get(this)!));
});

Then('the variable is as it was, and the caller learns that', function (this: CaseWorld) {
  this.claimOutcomes();
  const was = before.get(this) ?? { ...wanted.get(this)!, value: 'set-by-somebody-else' };
  this.judge(variables.existingLeftAlone(this.evidence(), heldVariables(this), was));
});

Then('a program on the container finds the value on its own', function (this: CaseWorld) {
  this.claimOutcomes();
  const [held, want] = [heldVariables(this), wanted.get(this)!];
  this.judge(variables.foundOnItsOwn(this.evidence(), held, want, containerOf(this)));
});

Then('on the container the variable stands where its name says', function (this: CaseWorld) {
  this.claimOutcomes();
  const [held, want] = [heldVariables(this), wanted.get(this)!];
  this.judge(variables.placedByPrefix(this.evidence(), held, want, containerOf(this)));
});

Then('the variable is as sensitive as was asked for', function (this: CaseWorld) {
  this.claimOutcomes();
  this.judge(variables.sensitiveAsAsked(this.evidence(), heldVariables(this), wanted.get(this)!));
});

Then('the value stands in no URL and in no activity', function (this: CaseWorld) {
  this.claimOutcomes();
  const { activities } = platformshOf(this).state;
  const shown = activities.all.map(({ deed, payload }) => `${deed} ${JSON.stringify(payload)}`);
  this.judge(variables.valueShownNowhere(this.evidence(), wanted.get(this)!.value, shown));
});

Then('no message to the caller repeats the value', function (this: CaseWorld) {
  this.claimOutcomes();
  this.judge(noSecretTold(this.evidence(), [wanted.get(this)!.value]));
});
