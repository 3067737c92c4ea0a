import { Then } from '@cucumber/cucumber';
import * as outcome from '../../checks/outcome.ts';
import { apiTokenOf } from '../../checks/platformsh/api-tokens.ts';
import * as sessions from '../../checks/platformsh/sessions.ts';
import * as tokenRequest from '../../checks/platformsh/token-request.ts';
import * as secrecy from '../../checks/secrecy.ts';
import type { CaseWorld } from '../../world/case-world.ts';
import { platformshOf } from '../../world/platformsh/story.ts';

/** What crossed the wire of tokens, where only this platform has it. */

Then('the platform has issued an access token for the API token', function (this: CaseWorld) {
  const evidence = this.evidence();
  this.judge(tokenRequest.issuedFor(evidence, apiTokenOf(evidence.sessions.at(-1)!)));
});

Then('every token request asks for the grant of API tokens', function (this: CaseWorld) {
  this.judge(tokenRequest.asksForApiTokenGrant(this.evidence()));
});

Then('every token request is one that the platform documents', function (this: CaseWorld) {
  this.judge(tokenRequest.isDocumented(this.evidence()));
});

Then('the client has tried {int} exchange(s) at most', function (this: CaseWorld, most: number) {
  this.judge(tokenRequest.exchangesAtMost(this.evidence(), most));
});

Then("the caller is told the platform's own words", function (this: CaseWorld) {
  this.claimOutcomes();
  this.judge(tokenRequest.platformsWords(this.evidence()));
});

Then('no API call carries the API token', function (this: CaseWorld) {
  const evidence = this.evidence();
  const apiToken = apiTokenOf(evidence.sessions.at(-1)!)!;
  this.judge(secrecy.noCredentialsOnCalls(evidence, apiToken, apiToken));
});

Then('every session has used access tokens of its own API token', function (this: CaseWorld) {
  this.judge(sessions.sessionsKeptApart(this.evidence()));
});

Then(
  'the session without an API token was refused, and nothing was asked for it',
  function (this: CaseWorld) {
    this.claimOutcomes();
    this.judge(sessions.refusedWithoutRequest(this.evidence()));
  },
);

Then('the access token is dead', function (this: CaseWorld) {
  this.claimOutcomes();
  this.judge(sessions.loggedOut(this.evidence()));
});

Then('the platform has begun one backup', function (this: CaseWorld) {
  const { all } = platformshOf(this).state.activities;
  const backups = all.filter(({ type }) => type === 'environment.backup');
  this.judge(outcome.tookEffectOnce(this.evidence(), backups.length));
});
