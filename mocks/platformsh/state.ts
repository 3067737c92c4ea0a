import type { Request } from 'express';
import type { ConsoleSession, ConsoleState } from '../kernel/console/index.ts';
import { contextOf, type Sandbox } from '../kernel/index.ts';
import type { PlatformshSettings } from './settings.ts';
import { Access } from './state/access.ts';
import { Activities } from './state/activities.ts';
import { ApiTokens } from './state/api-tokens.ts';
import { Backups } from './state/backups.ts';
import { Invitations } from './state/invitations.ts';
import type { ApiToken, Grant, Permission, Project, User, Variable } from './state/model.ts';
import { People } from './state/people.ts';
import { Projects } from './state/projects.ts';
import { SshKeys } from './state/ssh-keys.ts';
import { addVariable, type VariableOwner, type VariableRequest } from './state/variables.ts';

/** Everything that one sandbox's platform holds. */
export class PlatformshState implements ConsoleState<User> {
  readonly #now: () => number;
  readonly people: People;
  readonly apiTokens: ApiTokens;
  readonly projects: Projects;
  readonly access: Access;
  readonly activities: Activities;
  readonly backups: Backups;
  readonly invitations: Invitations;
  readonly sshKeys: SshKeys;
  readonly consoleSessions = new Map<string, ConsoleSession<User>>();
  /** Values that somebody called sensitive, kept or refused: nothing of them may be written down. */
  readonly sensitiveValues = new Set<string>();
  /** Operations that want a fresh sign-in from now on (b4); begins with those of the settings. */
  readonly stepUp: Set<string>;
  /** The human of the platform, who owns its organization and is admin of its project. */
  readonly user: User;
  /** Their project: `master` (production), `staging`, `feature/login` (development). */
  readonly project: Project;

  constructor({ entropy, clock, settings }: Sandbox<PlatformshState, PlatformshSettings>) {
    const now = () => clock.now();
    this.#now = now;
    this.people = new People(entropy, now);
    this.apiTokens = new ApiTokens(entropy, now);
    this.projects = new Projects(entropy, now);
    this.access = new Access(now);
    this.activities = new Activities(entropy, now);
    this.backups = new Backups(entropy, now);
    this.invitations = new Invitations(entropy, now);
    this.sshKeys = new SshKeys(now);
    this.stepUp = new Set(settings.stepUp);
    this.user = this.createUser({ email: 'ada@example.com', firstName: 'Ada', lastName: 'Moreno' });
    const organization = this.projects.createOrganization('Meadow', this.user);
    this.project = this.projects.create({ title: 'Meadow site', organization });
    this.projects.addEnvironment(this.project, 'staging', 'staging');
    this.projects.addEnvironment(this.project, 'feature/login');
    this.grant(this.user, this.project, ['admin']);
  }

  userWith(email: string, password: string): User | undefined {
    return this.people.userWith(email, password);
  }

  /** A user, human or machine. */
  createUser(made: { email: string; firstName?: string; lastName?: string }): User {
    return this.people.createUser({ firstName: 'Machine', lastName: 'User', ...made });
  }

  /** An API token as the user would make it in the console; the value may be given by a fixture only. */
  createApiToken(user: User, name: string, value?: string): ApiToken {
    return this.apiTokens.create(user, name, value);
  }

  /** A project of the first organization, with a `master` environment and nobody on it. */
  createProject(title: string): Project {
    return this.projects.create({ title, organization: this.project.organization });
  }

  /** Let a user work on a project, without an invitation. */
  grant(user: User, project: Project, permissions: readonly Permission[]): Grant {
    return this.access.grant(user, project, permissions);
  }

  /** Set a variable of a project or of an environment, without the API. */
  setVariable(owner: VariableOwner, made: VariableRequest): Variable {
    if (made.isSensitive === true) this.sensitiveValues.add(made.value);
    return addVariable(owner, made, this.#now());
  }

  /** The next backup completes with `result: failure` (d11). */
  failNextBackup(): void {
    this.activities.failNext('environment.backup');
  }
}

/** The platform that a request has reached. */
export function stateOf(req: Request): PlatformshState {
  return contextOf(req).sandbox.state;
}

export function settingsOf(req: Request): PlatformshSettings {
  return contextOf(req).sandbox.settings;
}
