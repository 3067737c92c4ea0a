import { Given } from '@cucumber/cucumber';
import type { CaseWorld } from '../../world/case-world.ts';
import { platformshOf } from '../../world/platformsh/story.ts';
import { arm, HTML_ERROR, respond } from '../failing-answers.ts';

/** What the platform does with tokens, and the faults it has; all by the call that asks for the account. */

const ACCOUNT = 'users.me';

Given('access tokens are opaque', function (this: CaseWorld) {
  platformshOf(this).settings.tokenFormat = 'opaque';
});

Given('the authentication service is of the new generation', function (this: CaseWorld) {
  platformshOf(this).settings.tokenErrors = 'ory';
});

Given('the platform has revoked the access token', function (this: CaseWorld) {
  for (const token of this.sandbox.tokens.all) token.revoked = true;
});

/** As where a token dies on its way, or the clocks of the two differ. */
Given('access tokens die a second before their time', function (this: CaseWorld) {
  for (const token of this.sandbox.tokens.all) token.expiresAt -= 1000;
});

Given('the API refuses every access token', function (this: CaseWorld) {
  const refusal = respond(401, { error: 'unauthorized', error_description: 'The access token has expired' });
  arm(this, 'the API refuses every access token', ACCOUNT, refusal);
});

Given('the account wants a fresh sign-in', function (this: CaseWorld) {
  platformshOf(this).state.stepUp.add(ACCOUNT);
});

Given('the API refuses the call', function (this: CaseWorld) {
  const body = {
    status: 'Forbidden',
    message: 'You may not see this account.',
    code: 403,
    title: 'Forbidden',
  };
  arm(this, 'the API refuses the call', ACCOUNT, respond(403, body));
});

Given('the API answers with a page of HTML', function (this: CaseWorld) {
  arm(this, 'the API answers with a page of HTML', ACCOUNT, HTML_ERROR);
});

Given('the API sends the client on to another host', function (this: CaseWorld) {
  const elsewhere = respond(302, '', { Location: `${this.sandbox.foreignBase}/account` });
  arm(this, 'the API sends the client on', ACCOUNT, elsewhere);
});
