import type { Entropy } from '../../kernel/index.ts';
import type { Invitation, Permission, Project, User } from './model.ts';
import { sameEmail } from './people.ts';

/** Invitations to projects, by e-mail address: the way in for a machine user (P22). */
export class Invitations {
  readonly #entropy: Entropy;
  readonly #now: () => number;
  readonly all: Invitation[] = [];

  /** @param now virtual time, milliseconds since the epoch */
  constructor(entropy: Entropy, now: () => number) {
    this.#entropy = entropy;
    this.#now = now;
  }

  create(by: User, project: Project, email: string, permissions: readonly Permission[]): Invitation {
    const invitation: Invitation = {
      id: this.#entropy.uuid(),
      project,
      email,
      permissions,
      by,
      createdAt: this.#now(),
      state: 'pending',
      finishedAt: undefined,
    };
    this.all.push(invitation);
    return invitation;
  }

  /** Accept or take back an invitation. */
  finish(invitation: Invitation, state: 'accepted' | 'cancelled'): void {
    invitation.state = state;
    invitation.finishedAt = this.#now();
  }

  onProject(project: Project): Invitation[] {
    return this.all.filter(invitation => invitation.project === project);
  }

  /** Those that wait for the owner of an e-mail address. */
  pendingFor(email: string): Invitation[] {
    return this.all.filter(({ state, email: to }) => state === 'pending' && sameEmail(to, email));
  }
}
