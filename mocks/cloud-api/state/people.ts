import { type Entropy, secretsMatch } from '../../kernel/index.ts';
import type { Project, UsageRecord, User } from './model.ts';

/** Number of the first project: the sheet's examples begin there. */
const FIRST_PROJECT = 101;
const HOUR_MS = 3_600_000;

/** Users, their projects, and how much those are used. */
export class People {
  readonly #entropy: Entropy;
  readonly #now: () => number;
  readonly users: User[] = [];
  /** Oldest first, which is the order of lists (C6). */
  readonly projects: Project[] = [];
  readonly usage: UsageRecord[] = [];

  /** @param now virtual time, milliseconds since the epoch */
  constructor(entropy: Entropy, now: () => number) {
    this.#entropy = entropy;
    this.#now = now;
  }

  addUser(made: { name: string; email: string }): User {
    const user = {
      id: `usr_${this.users.length + 1}`,
      ...made,
      password: this.#entropy.bytes(12).toString('hex'),
    };
    this.users.push(user);
    return user;
  }

  addProject(made: { name: string; region: string; owner: User }): Project {
    const id = `prj_${FIRST_PROJECT + this.projects.length}`;
    const project = { id, ...made, createdAt: this.#now() };
    this.projects.push(project);
    return project;
  }

  /** So many requests in the hour of a moment; default: this hour. */
  recordUsage(project: Project, requests: number, at = this.#now()): void {
    this.usage.push({ project, at: at - (at % HOUR_MS), requests });
  }

  projectsOf(owner: User): Project[] {
    return this.projects.filter(project => project.owner === owner);
  }

  /** The user with an e-mail address, whatever its case. */
  withEmail(email: string): User | undefined {
    return this.users.find(user => user.email.toLowerCase() === email.toLowerCase());
  }

  /** The user whose e-mail address and password these are. */
  userWith(email: string, password: string): User | undefined {
    const user = this.withEmail(email);
    return secretsMatch(user?.password ?? '', password) ? user : undefined;
  }
}
