import { Given } from '@cucumber/cucumber';
import type { FaultEffect } from '../../../mocks/kernel/index.ts';
import { acquiaOf } from '../../world/acquia/story.ts';
import type { CaseWorld } from '../../world/case-world.ts';
import { arm, HTML_ERROR, respond } from '../failing-answers.ts';

/** The state of the platform, and the faults it has. */

Given('access tokens look like JSON Web Tokens', function (this: CaseWorld) {
  acquiaOf(this).settings.tokenFormat = 'jwt';
});

Given('the token endpoint is of the second generation', function (this: CaseWorld) {
  acquiaOf(this).settings.errors = 'okta';
});

Given('the API refuses calls with an empty body', function (this: CaseWorld) {
  arm(this, 'the API refuses with an empty body', 'account.get', {
    ...respond(403, ''),
    headers: {},
  } as FaultEffect);
});

Given('the API refuses calls because of {string}', function (this: CaseWorld, field: string) {
  const message = { [field]: [`The ${field} is a required field.`] };
  arm(
    this,
    'the API refuses with a validation error',
    'account.get',
    respond(400, { error: 'validation_failed', message }),
  );
});

Given('the API answers with an HTML error page', function (this: CaseWorld) {
  arm(this, 'the API answers with an HTML error page', 'account.get', HTML_ERROR);
});

Given('the API limits the rate of calls', function (this: CaseWorld) {
  const body = { error: 'rate_limited', message: 'Too many requests.' };
  arm(this, 'the API limits the rate', 'account.get', respond(429, body, { 'Retry-After': '1' }));
});

Given('the platform refuses every token as expired', function (this: CaseWorld) {
  const body = { error: 'unauthorized', message: 'The access token has expired.' };
  arm(this, 'the platform refuses every token as expired', 'account.get', respond(403, body));
});

Given('HMAC is still accepted', function (this: CaseWorld) {
  acquiaOf(this).settings.hmac = 'accepted';
});

Given('HMAC is deprecated', function (this: CaseWorld) {
  acquiaOf(this).settings.hmac = 'deprecated';
});

Given('HMAC has been removed', function (this: CaseWorld) {
  acquiaOf(this).settings.hmac = 'removed';
});
