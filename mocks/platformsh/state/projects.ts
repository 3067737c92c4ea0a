import type { Entropy } from '../../kernel/index.ts';
import type { Environment, EnvironmentType, Organization, Project, User } from './model.ts';

/** What a project is made with; its default branch is the production environment. */
export interface ProjectRequest {
  readonly title: string;
  readonly organization: Organization;
  /** Default: `master`, as in the seed document (P25). */
  readonly defaultBranch?: string;
  readonly id?: string;
}

/** Organizations, their projects, and the environments of those. */
export class Projects {
  readonly #entropy: Entropy;
  readonly #now: () => number;
  readonly organizations: Organization[] = [];
  readonly all: Project[] = [];

  /** @param now virtual time, milliseconds since the epoch */
  constructor(entropy: Entropy, now: () => number) {
    this.#entropy = entropy;
    this.#now = now;
  }

  createOrganization(label: string, owner: User): Organization {
    const organization: Organization = {
      id: this.#id(26).toUpperCase(),
      name: label.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'),
      label,
      owner,
      createdAt: this.#now(),
      paymentDue: false,
    };
    this.organizations.push(organization);
    return organization;
  }

  create({ title, organization, defaultBranch = 'master', id }: ProjectRequest): Project {
    const now = this.#now();
    const project: Project = {
      id: id ?? this.#id(13),
      title,
      region: 'eu.platform.sh',
      organization,
      subscriptionId: String(1000 + this.all.length),
      defaultBranch,
      createdAt: now,
      environments: [],
      variables: [],
      certificateIssuedAt: now,
    };
    this.all.push(project);
    this.addEnvironment(project, defaultBranch, 'production');
    return project;
  }

  /** Branch an environment off the production one, or the first of a project. */
  addEnvironment(project: Project, id: string, type: EnvironmentType = 'development'): Environment {
    const environment: Environment = {
      id,
      machineName: `${id.replaceAll(/[^a-z0-9]+/gi, '-')}-${this.#id(7)}`,
      title: id,
      type,
      parent: project.environments[0],
      project,
      createdAt: this.#now(),
      variables: [],
      settings: {},
    };
    project.environments.push(environment);
    return environment;
  }

  find(id: string): Project | undefined {
    return this.all.find(project => project.id === id);
  }

  findOrganization(id: string): Organization | undefined {
    return this.organizations.find(organization => organization.id === id);
  }

  environmentOf(project: Project, id: string): Environment | undefined {
    return project.environments.find(environment => environment.id === id);
  }

  /** Lower-case letters and digits. */
  #id(length: number): string {
    const letters = 'abcdefghijklmnopqrstuvwxyz234567';
    return [...this.#entropy.bytes(length)].map(byte => letters[byte % 32]).join('');
  }
}
