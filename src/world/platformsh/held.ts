import type { HeldBackup } from '../../checks/platformsh/backups.ts';
import type { HeldKey } from '../../checks/platformsh/ssh-keys.ts';
import type { HeldVariable } from '../../checks/platformsh/variables.ts';
import type { CaseWorld } from '../case-world.ts';
import { platformshOf, theProject, theUser } from './story.ts';

/** What the platform holds when a case is judged, as checks take it. */

/** The activities of backups of the project, oldest first. */
export function heldBackups(world: CaseWorld): HeldBackup[] {
  const { activities } = platformshOf(world).state;
  const backups = activities.all.filter(({ type }) => type === 'environment.backup');
  return backups.map(activity => ({
    id: activity.id,
    name: String(activity.payload.backup_name),
    environment: activity.environment?.id ?? '',
    user: activity.user.id,
    state: activity.state,
    result: activities.resultOf(activity) ?? null,
    begunAt: activity.createdAt,
  }));
}

/** The variables of the project and of its environments. */
export function heldVariables(world: CaseWorld): HeldVariable[] {
  const project = theProject(world);
  const owners = [
    { environment: undefined, variables: project.variables },
    ...project.environments.map(({ id, variables }) => ({ environment: id, variables })),
  ];
  return owners.flatMap(({ environment, variables }) =>
    variables.map(({ name, value, isSensitive }) => ({ name, value, isSensitive, environment })),
  );
}

/** The public keys of the user that the client acts as. */
export function heldKeys(world: CaseWorld): HeldKey[] {
  const keys = platformshOf(world).state.sshKeys.ofUser(theUser(world));
  return keys.map(({ id, title, value }) => ({ id: String(id), title, value }));
}
