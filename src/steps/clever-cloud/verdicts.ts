import { Then } from '@cucumber/cucumber';
import * as bridge from '../../checks/clever-cloud/bridge.ts';
import * as header from '../../checks/clever-cloud/header.ts';
import * as signature from '../../checks/clever-cloud/signature.ts';
import type { SessionEvidence } from '../../checks/evidence.ts';
import * as secrecy from '../../checks/secrecy.ts';
import * as told from '../../checks/told.ts';
import type { CaseWorld } from '../../world/case-world.ts';
import { cleverCloudOf } from '../../world/clever-cloud/story.ts';

/** What crossed the wire, and what the caller was handed. */

function theSession(world: CaseWorld): SessionEvidence {
  return world.evidence().sessions.at(-1)!;
}

Then('the platform accepts every signature', function (this: CaseWorld) {
  this.judge(signature.signaturesAccepted(this.evidence()));
});

Then('every signature is one of {word}', function (this: CaseWorld, method: string) {
  this.judge(signature.signedBy(this.evidence(), method));
});

Then('every request names its method, nonce and timestamp', function (this: CaseWorld) {
  this.judge(signature.statesEverything(this.evidence()));
});

Then('no two requests share a nonce', function (this: CaseWorld) {
  this.judge(signature.noncesFresh(this.evidence()));
});

Then('every call is made with the four values', function (this: CaseWorld) {
  const { consumerKey, token } = theSession(this).credentials;
  const values = { consumerKey: consumerKey!, token: token! };
  this.judge(signature.callsCarryValues(this.evidence(), values));
});

Then('neither secret crosses the wire', function (this: CaseWorld) {
  this.judge(signature.secretsStayHome(this.evidence(), theSession(this)));
});

Then('the Authorization header is as documented', function (this: CaseWorld) {
  this.judge(header.headerIsDocumented(this.evidence()));
});

Then('the API token has gone to the bridge only', function (this: CaseWorld) {
  this.judge(bridge.onlyToBridge(this.evidence(), theSession(this)));
});

Then("every call carries the API token on the bridge at the API's own path", function (this: CaseWorld) {
  const { path } = this.calls.at(-1)!.params as { path?: string };
  this.judge(bridge.bearerOnBridge(this.evidence(), theSession(this), path!));
});

Then('no URL holds the API token', function (this: CaseWorld) {
  this.judge(secrecy.noSecretInUrl(this.evidence(), [theSession(this).credentials.apiToken!]));
});

Then('no User-Agent holds the API token', function (this: CaseWorld) {
  this.judge(secrecy.noSecretInUserAgent(this.evidence(), [theSession(this).credentials.apiToken!]));
});

Then("the caller has the user's own profile", function (this: CaseWorld) {
  this.claimOutcomes();
  const { user } = cleverCloudOf(this).state;
  this.judge(told.answerIsOf(this.evidence(), user.id));
});

Then("the caller has the platform's answer, byte for byte", function (this: CaseWorld) {
  this.claimOutcomes();
  this.judge(told.answerHandedOver(this.evidence()));
});
