import type { Role } from '../../state/model.ts';
import { around, inSandbox, type MockMutant, overlooking, rewriting } from './mutant.ts';

const ENVIRONMENT = /^\/api\/projects\/[^/]+\/environments\/[^/]+$/;

/** Mocks that do not tell roles apart (P21). */
export const roleMutants: readonly MockMutant[] = [
  {
    name: 'backups-by-anybody',
    wrong: 'Lets everybody on the project create backups.',
    breaks: ['PSH-21', 'PSH-22'],
    because: 'What an invitation as viewer does not open is a backup.',
    ...overlooking('role is enough to create backups'),
  },
  anybodyMay('manage variables', 'variables-by-anybody', 'Lets everybody on the project set variables.'),
  anybodyMay('redeploy', 'certificates-by-anybody', 'Lets everybody on the project renew its certificates.'),
  anybodyMay(
    'run source operations',
    'operations-by-anybody',
    'Lets everybody on the project run source operations.',
  ),
  anybodyMay('manage users', 'invitations-by-anybody', 'Lets everybody on the project invite others.'),
  anybodyMay('change the project', 'projects-changed-by-anybody', 'Lets everybody on the project rename it.'),
  anybodyMay(
    'change the environment',
    'environments-changed-by-anybody',
    'Lets everybody on the project rename an environment.',
  ),
  anybodyMay('change the settings', 'settings-by-anybody', 'Lets everybody on the project change settings.'),
  anybodyMay('deploy', 'deployments-by-anybody', 'Lets everybody on the project deploy.'),
  {
    name: 'environments-hidden',
    wrong: 'Shows an environment to nobody who may see it.',
    breaks: ['PSH-21'],
    change: around(({ req, url }, res, next) => {
      const writeHead = res.end.bind(res) as (body: string) => typeof res;
      res.end = ((body: string) => {
        if (req.method === 'GET' && ENVIRONMENT.test(url) && res.statusCode === 200) res.statusCode = 404;
        return writeHead(body);
      }) as typeof res.end;
      next();
    }),
  },
  {
    name: 'links-for-everybody',
    wrong: 'Shows everybody the links of what an admin may do.',
    breaks: ['PSH-21'],
    change: rewriting('GET', ENVIRONMENT, body =>
      body.includes('"#backup"') ? body : body.replace('"_links":{', '"_links":{"#backup":{"href":"/"},'),
    ),
  },
  {
    name: 'admins-of-no-environment',
    wrong: 'Lets no admin who was invited do anything on an environment.',
    breaks: ['PSH-21'],
    change: inSandbox((_sandbox, { access, user: owner }) => {
      const environmentRole = access.environmentRole.bind(access);
      access.environmentRole = (user, environment) =>
        lowered(environmentRole(user, environment), user === owner);
    }),
  },
  {
    name: 'admins-of-no-project',
    wrong: 'Lets no admin who was invited do anything on the project.',
    breaks: ['PSH-21'],
    change: inSandbox((_sandbox, { access, user: owner }) => {
      const projectRole = access.projectRole.bind(access);
      access.projectRole = (user, project) =>
        projectRole(user, project) === 'admin' && user !== owner ? 'viewer' : projectRole(user, project);
    }),
  },
  {
    name: 'types-are-one',
    wrong: 'Takes a role on environments of one type for a role on all of them.',
    breaks: ['PSH-21'],
    change: inSandbox((_sandbox, { access }) => {
      const environmentRole = access.environmentRole.bind(access);
      access.environmentRole = (user, environment) => {
        const permissions = access.find(user, environment.project)?.permissions ?? [];
        return permissions.some(one => one.endsWith(':admin')) ? 'admin' : environmentRole(user, environment);
      };
    }),
  },
];

/** A mock that does without one check of a role. */
function anybodyMay(what: string, name: string, wrong: string): MockMutant {
  return { name, wrong, breaks: ['PSH-21'], ...overlooking(`role is enough to ${what}`) };
}

function lowered(role: Role | undefined, isOwner: boolean): Role | undefined {
  return role === 'admin' && !isOwner ? 'contributor' : role;
}
