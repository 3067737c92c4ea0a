import { Given } from '@cucumber/cucumber';
import type { FaultEffect } from '../../../mocks/kernel/index.ts';
import type { CaseWorld } from '../../world/case-world.ts';
import { theClient } from '../../world/cloud-api/session.ts';
import { cloudApiOf, storyOf } from '../../world/cloud-api/story.ts';
import { waitSeconds } from '../../world/waiting.ts';
import { arm, HTML_ERROR, respond } from '../failing-answers.ts';

/** What the API is made to answer. */

/** An API that is down for longer than any client tries. */
const TIMES_DOWN = 12;

const error = (code: string, message: string, more = {}) => ({ error: { code, message, ...more } });

/** Errors whose bodies are not as the documentation says, or say more; by the words of the features. */
const ODD_ERRORS: Readonly<Record<string, FaultEffect>> = {
  'an HTML page': { ...HTML_ERROR, status: 502 } as FaultEffect,
  'an HTML page that calls itself JSON': respond(500, '<html><body>Bad gateway</body></html>'),
  'an empty body': { ...respond(403, ''), headers: {} } as FaultEffect,
  'an error that is a text': respond(403, { error: 'forbidden', error_description: 'Not for you.' }),
  'an error that is null': respond(400, { error: null }),
  'an error without a message': respond(409, { error: { code: 'conflict' } }),
  'a JSON list': respond(422, [{ field: 'name' }]),
  'half a JSON object': respond(500, '{"error":{"code":"inter'),
  'members that nobody has documented': respond(
    409,
    error('conflict', 'Taken.', { help: { urls: ['https://example.com'] }, retryable: false, trace: null }),
  ),
};

Given('the API fails with {}', function (this: CaseWorld, what: string) {
  const effect = ODD_ERRORS[what];
  if (effect === undefined)
    throw new Error(`Failed to arm "${what}": known are ${Object.keys(ODD_ERRORS).join(', ')}.`);
  arm(this, `the API fails with ${what}`, 'projects.list', effect);
});

Given('the API refuses the list of projects with {int}', function (this: CaseWorld, status: number) {
  arm(this, `the API refuses with ${status}`, 'projects.list', respond(status, error('refused', 'No.')));
});

Given(
  'the API refuses the list of projects with the code {string} and the message {string}',
  function (this: CaseWorld, code: string, message: string) {
    arm(this, `the API refuses with ${code}`, 'projects.list', respond(409, error(code, message)));
  },
);

Given('the API repeats the key in its refusals', async function (this: CaseWorld) {
  await theClient(this);
  const { value } = storyOf(this).key!.access;
  const refusal = error('invalid_token', `The key ${value} is not valid here.`);
  arm(this, 'the API repeats the key', 'projects.list', respond(401, refusal));
});

Given('the API answers what creates a project with {int}', function (this: CaseWorld, status: number) {
  const effect = respond(status, error('internal', 'Something went wrong.'), { 'Retry-After': '1' });
  this.sandbox.faults.arm({ name: `${status}`, operation: 'projects.create', effect, times: 1 });
});

Given('the answer to what creates a project is lost on its way', function (this: CaseWorld) {
  // Where a second project may have the name, nothing but the client keeps it from being there.
  cloudApiOf(this).settings.projectNames = 'free';
  arm(this, 'the answer is lost', 'projects.create', { kind: 'cut', bytes: 5 });
});

Given('the API is down for the first try to create a project', function (this: CaseWorld) {
  const effect = respond(503, error('internal', 'Down.'), { 'Retry-After': String(waitSeconds(this)) });
  this.sandbox.faults.arm({ name: 'down', operation: 'projects.create', effect, times: 1 });
});

Given('the API is down', function (this: CaseWorld) {
  const effect = respond(503, error('internal', 'Down.'), { 'Retry-After': String(waitSeconds(this)) });
  this.sandbox.faults.arm({ name: 'down', operation: 'projects.list', effect, times: TIMES_DOWN });
});

Given('the API sends what asks for {} on to another host', function (this: CaseWorld, what: string) {
  const operation = what === 'a list' ? 'projects.list' : 'projects.create';
  const effect = respond(307, '', { Location: `${this.sandbox.foreignBase}/v1/projects` });
  arm(this, 'sent on to another host', operation, effect);
});

const LIST_EDITS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'holds more beside its data': { next_cursor: null, has_more: false, meta: { total: [1], took_ms: 3 } },
  'has a region that is new': { data: [{ id: 'prj_7', name: 'far', region: 'ap-southeast-9' }] },
  'holds more in its projects': {
    data: [
      { id: 'prj_7', name: 'near', region: 'us-east', tags: { a: ['b'] }, archived: false, owner: null },
    ],
  },
  'has dates in its projects': {
    data: [{ id: 'prj_7', name: 'old', region: 'us-east', created_at: '2026-01-01T00:00:00Z' }],
  },
  'is empty': { data: [] },
  'has no data': { data: null },
};

Given(/^the list of projects ((?:holds|has|is) .+)$/, function (this: CaseWorld, how: string) {
  const set = LIST_EDITS[how];
  if (set === undefined)
    throw new Error(`Failed to arm "${how}": known are ${Object.keys(LIST_EDITS).join(', ')}.`);
  arm(this, `the list ${how}`, 'projects.list', { kind: 'edit', drop: [], set });
});

Given('a new project holds members that nobody has documented', function (this: CaseWorld) {
  const set = { data: null, links: { self: '/v1/projects/1' }, updated_at: null };
  arm(this, 'a new project holds more', 'projects.create', { kind: 'edit', drop: [], set });
});

Given('a new project is answered with 200', function (this: CaseWorld) {
  cloudApiOf(this).settings.projectCreatedStatus = 200;
});

Given('errors are problem details', function (this: CaseWorld) {
  cloudApiOf(this).settings.errors = 'problem';
});

Given('the user has projects in two regions', function (this: CaseWorld) {
  const { state } = cloudApiOf(this);
  state.addProject({ name: 'harbour', region: 'eu-central' });
});

Given('the base URL is written with a slash at its end', function (this: CaseWorld) {
  storyOf(this).opening = { written: url => `${url}/` };
});
