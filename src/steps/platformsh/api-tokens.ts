import { Given } from '@cucumber/cucumber';
import type { CaseWorld } from '../../world/case-world.ts';
import { plainSecret } from '../../world/fixtures.ts';
import { actAsMachineUser } from '../../world/platformsh/actors.ts';
import { environmentNamed, unixEnvironment } from '../../world/platformsh/container.ts';
import { openSessionIn } from '../../world/platformsh/session.ts';
import { platformshOf, storyOf, theApiToken, theProject, theUser } from '../../world/platformsh/story.ts';
import { callOf } from '../../world/sessions.ts';

/** API tokens of users, and where the client finds them. */

Given('the user has made an API token', function (this: CaseWorld) {
  theApiToken(this);
});

Given('a machine user has made the API token', function (this: CaseWorld) {
  actAsMachineUser(this, { permissions: ['viewer'], withKey: false });
});

Given('there is a project that the machine user has nothing of', function (this: CaseWorld) {
  const { state } = platformshOf(this);
  state.grant(state.user, state.createProject('Harbour site'), ['admin']);
});

Given('another session holds the API token of another user', function (this: CaseWorld) {
  const { state } = platformshOf(this);
  const other = state.createUser({ email: 'other-bot@example.com' });
  storyOf(this).otherToken = state.createApiToken(other, 'countersign');
});

Given('another session holds another API token of the same user', function (this: CaseWorld) {
  storyOf(this).otherToken = platformshOf(this).state.createApiToken(theUser(this), 'another');
});

Given('the client was given an API token that does not exist', function (this: CaseWorld) {
  storyOf(this).givenToken = plainSecret(this.sandbox.entropy);
});

Given('the user has deleted the API token', function (this: CaseWorld) {
  platformshOf(this).state.apiTokens.remove(theApiToken(this));
});

Given("the user's session of Single Sign-On is over", function (this: CaseWorld) {
  theUser(this).ssoSessionOver = true;
});

Given(
  'the API token is the value of PLATFORMSH_CLI_TOKEN, and nothing else is given',
  function (this: CaseWorld) {
    storyOf(this).env = { PLATFORMSH_CLI_TOKEN: theApiToken(this).value };
  },
);

Given('variables of similar names hold something else', function (this: CaseWorld) {
  const similar = ['PLATFORM_TOKEN', 'PLATFORMSH_TOKEN', 'PLATFORM_CLI_TOKEN', 'CLI_TOKEN'];
  const others = similar.map(name => [name, plainSecret(this.sandbox.entropy)]);
  storyOf(this).env = { ...Object.fromEntries(others), ...storyOf(this).env };
});

/** A project that is not the user's first, so that the first one found is the wrong one. */
Given(
  'the client runs in the container of {string} in another project of the user',
  function (this: CaseWorld, branch: string) {
    const { state } = platformshOf(this);
    const project = state.createProject('Harbour site');
    state.grant(theUser(this), project, ['admin']);
    state.projects.addEnvironment(project, branch);
    storyOf(this).project = project;
    storyOf(this).env = {
      ...unixEnvironment(environmentNamed(this, branch)),
      PLATFORMSH_CLI_TOKEN: theApiToken(this).value,
    };
  },
);

Given(
  'another session, in a container without an API token, has asked for its account',
  async function (this: CaseWorld) {
    await openSessionIn(this, 'poor', unixEnvironment(theProject(this).environments[0]!));
    await callOf(this, 'poor', { path: '/users/me' });
  },
);
