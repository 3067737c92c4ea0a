import { Given } from '@cucumber/cucumber';
import type { FaultEffect } from '../../../mocks/kernel/index.ts';
import { realmOf, storyOf, theUser } from '../../world/api-token-realm/story.ts';
import type { CaseWorld } from '../../world/case-world.ts';
import { arm, respond } from '../failing-answers.ts';

/** The state of the platform, and the faults it has. */

const HTML = { 'Content-Type': 'text/html; charset=utf-8' };

/** What a refusal for want of a permission can look like, by the words of the features. */
const REFUSALS: Readonly<Record<string, FaultEffect>> = {
  'an HTML page': respond(403, '<!DOCTYPE html><html><body><h1>Forbidden</h1></body></html>\n', HTML),
  'an empty body': respond(403, ''),
  'a JSON text': respond(403, '"Forbidden"'),
};

Given('its owner has deactivated the token', function (this: CaseWorld) {
  realmOf(this).state.deactivate(storyOf(this).token!);
});

Given('its owner has activated the token again', function (this: CaseWorld) {
  realmOf(this).state.activate(storyOf(this).token!);
});

Given('its owner has deleted the token', function (this: CaseWorld) {
  realmOf(this).state.delete(storyOf(this).token!);
});

Given('the user may no longer read metrics', function (this: CaseWorld) {
  realmOf(this).state.setRights(theUser(this), ['projects.read']);
});

Given('the user may read metrics again', function (this: CaseWorld) {
  realmOf(this).state.setRights(theUser(this), ['projects.read', 'metrics.read']);
});

Given(/^the platform tells errors in an? (nested|flat) object$/, function (this: CaseWorld, form: string) {
  realmOf(this).settings.errors = form === 'flat' ? 'flat' : 'object';
});

Given(
  /^the platform refuses calls for want of a permission with (.+)$/,
  function (this: CaseWorld, how: string) {
    const effect = REFUSALS[how];
    if (effect === undefined)
      throw new Error(`Failed to arm "${how}": known are ${Object.keys(REFUSALS).join(', ')}.`);
    arm(this, `the platform refuses with ${how}`, 'metrics.list', effect);
  },
);

Given('the answer of the platform breaks off', function (this: CaseWorld) {
  arm(this, 'the answer breaks off', 'metrics.list', { kind: 'cut', bytes: 10 });
});
