import { Given } from '@cucumber/cucumber';
import type { CaseWorld } from '../world/case-world.ts';

/** What the platform does with the tokens that it has issued, whatever the platform. */

Given('the platform has let the token die early', function (this: CaseWorld) {
  this.sandbox.tokens.expireAll();
});

Given('access tokens live {int} seconds', function (this: CaseWorld, seconds: number) {
  this.sandbox.settings.tokenLifetimeSeconds = seconds;
});
