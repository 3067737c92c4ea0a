import { Then } from '@cucumber/cucumber';
import * as header from '../../checks/api-token-realm/header.ts';
import { goesOneWay } from '../../checks/api-token-realm/one-way.ts';
import * as query from '../../checks/api-token-realm/query.ts';
import * as refusals from '../../checks/api-token-realm/refusals.ts';
import type { SessionEvidence } from '../../checks/evidence.ts';
import * as secrecy from '../../checks/secrecy.ts';
import type { CaseWorld } from '../../world/case-world.ts';

/** What crossed the wire, and what the caller was told. */

function theSession(world: CaseWorld): SessionEvidence {
  return world.evidence().sessions.at(-1)!;
}

/** The query of what the client was asked for last, be it a path or a link. */
function askedQuery(world: CaseWorld): (readonly [string, string])[] {
  const asked = world.calls.at(-1)!.params as { url?: string; query?: [string, string][] };
  const { url, query: pairs = [] } = asked;
  return url === undefined ? [...pairs] : [...new URL(url).searchParams];
}

Then('every call carries the token after the word apiToken', function (this: CaseWorld) {
  this.judge(header.callsCarryWord(this.evidence(), theSession(this)));
});

Then('the word is spelled as documented', function (this: CaseWorld) {
  this.judge(header.wordIsSpelled(this.evidence(), theSession(this)));
});

Then('the Authorization header has the form of the sample', function (this: CaseWorld) {
  this.judge(header.headerIsOfSample(this.evidence(), theSession(this)));
});

Then('every call carries the token in its query, once', function (this: CaseWorld) {
  this.judge(query.callsCarryParameter(this.evidence(), theSession(this)));
});

Then('the query holds what was asked for', function (this: CaseWorld) {
  this.judge(query.queryIsKept(this.evidence(), theSession(this), askedQuery(this)));
});

Then('the token goes one way only', function (this: CaseWorld) {
  this.judge(goesOneWay(this.evidence(), theSession(this)));
});

Then('the client has asked once', function (this: CaseWorld) {
  this.judge(refusals.askedOnce(this.evidence()));
});

Then('the missing permission is not taken for a refused token', function (this: CaseWorld) {
  this.claimOutcomes();
  this.judge(refusals.notTakenForRefusedToken(this.evidence()));
});

Then('the token is cleaned, or refused by the client itself', function (this: CaseWorld) {
  this.claimOutcomes();
  this.judge(refusals.cleanedOrRefused(this.evidence()));
});

Then('no Referer holds the token', function (this: CaseWorld) {
  this.judge(secrecy.noSecretInReferer(this.evidence(), [theSession(this).credentials.apiToken!]));
});
