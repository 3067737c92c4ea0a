import { Then } from '@cucumber/cucumber';
import * as hmac from '../../checks/acquia/hmac.ts';
import * as tokenRequest from '../../checks/acquia/token-request.ts';
import type { SessionEvidence } from '../../checks/evidence.ts';
import * as outcome from '../../checks/outcome.ts';
import { acquiaOf } from '../../world/acquia/story.ts';
import type { CaseWorld } from '../../world/case-world.ts';

/** What crossed the wire, where only this platform has it. */

function theSession(world: CaseWorld): SessionEvidence {
  return world.evidence().sessions.at(-1)!;
}

Then('every token request asks for the client credentials grant', function (this: CaseWorld) {
  this.judge(tokenRequest.asksForClientCredentials(this.evidence()));
});

Then('the platform has issued a token for that key and secret', function (this: CaseWorld) {
  this.judge(tokenRequest.credentialsArrived(this.evidence(), theSession(this)));
});

Then('every token request is the documented one', function (this: CaseWorld) {
  this.judge(tokenRequest.hasDocumentedParameters(this.evidence()));
});

Then('no token request asks for a scope', function (this: CaseWorld) {
  this.judge(tokenRequest.asksForNoScope(this.evidence()));
});

Then("the token request asks for the organization's scope", function (this: CaseWorld) {
  this.judge(tokenRequest.asksForOrganization(this.evidence(), theSession(this)));
});

Then('no API call carries a scope', function (this: CaseWorld) {
  this.judge(tokenRequest.callsCarryNoScope(this.evidence()));
});

Then('every session has asked for its own scope', function (this: CaseWorld) {
  this.judge(tokenRequest.everyRequestAsksForOrganization(this.evidence(), theSession(this)));
});

Then('the platform has verified every signature', function (this: CaseWorld) {
  this.judge(hmac.signaturesVerified(this.evidence()));
});

Then('every signed request has a nonce of its own', function (this: CaseWorld) {
  this.judge(hmac.noncesDiffer(this.evidence()));
});

Then('the client has stayed with HMAC', function (this: CaseWorld) {
  this.judge(hmac.hmacOnly(this.evidence()));
});

Then('one backup was created', function (this: CaseWorld) {
  this.judge(outcome.tookEffectOnce(this.evidence(), acquiaOf(this).state.notifications.length));
});
