import type { Permission, User } from '../../../mocks/platformsh/index.ts';
import type { CaseWorld } from '../case-world.ts';
import { platformshOf, storyOf, theProject } from './story.ts';

/** The people that the client acts as. Each holds an SSH key unless the case is about who has none. */

/** What an account of a case is made with. */
interface Account {
  readonly permissions: readonly Permission[];
  readonly withKey: boolean;
}

/** A public key that nobody else has, as OpenSSH writes it (RFC 8709 section 4). */
export function newSshKey({ sandbox: { entropy } }: CaseWorld, comment = 'ci@example.com'): string {
  const field = (bytes: Buffer) => Buffer.concat([Buffer.from([0, 0, 0, bytes.length]), bytes]);
  const key = Buffer.concat([field(Buffer.from('ssh-ed25519')), field(entropy.bytes(32))]);
  return `ssh-ed25519 ${key.toString('base64')} ${comment}`;
}

/** Let the client act as this user from now on, by an API token of theirs. */
function actAs(world: CaseWorld, user: User): void {
  const { state } = platformshOf(world);
  Object.assign(storyOf(world), { user, apiToken: state.createApiToken(user, 'automation') });
}

/** Make the machine user of the project, and let the client act as it. */
export function actAsMachineUser(world: CaseWorld, { permissions, withKey }: Account): User {
  const { state } = platformshOf(world);
  const machine = state.createUser({ email: 'bot@example.com', firstName: 'Backup', lastName: 'Bot' });
  if (permissions.length > 0) state.grant(machine, theProject(world), permissions);
  if (withKey) state.sshKeys.add(machine, 'automation', newSshKey(world));
  actAs(world, machine);
  return machine;
}

/** Let the client act as the human who owns the project. */
export function actAsOwner(world: CaseWorld): void {
  const { state } = platformshOf(world);
  state.sshKeys.add(state.user, 'laptop', newSshKey(world, 'ada@example.com'));
  actAs(world, state.user);
}
