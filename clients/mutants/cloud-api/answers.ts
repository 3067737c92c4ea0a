import {
  createProject,
  getUsage,
  type JsonCall,
  listProjects,
} from '../../reference/cloud-api/operations.ts';
import { ClientFailure } from '../../reference/failure.ts';
import { followingLink } from '../../reference/links.ts';
import { wrapped } from '../composing.ts';
import type { Mutant } from '../mutant.ts';
import { withParts } from './composing.ts';

type Members = Readonly<Record<string, unknown>>;

const LISTS = ['CAP-22', 'CAP-23', 'CAP-26'];
const EVERY_LIST = 'no list of the platform can be read so';

/** What an SDK tells of an answer that it can make nothing of. */
export function malformed(what: string): ClientFailure {
  return new ClientFailure('malformed-response', `The answer is unusable: ${what}.`);
}

/** The reference client with a look at a list before it reads it. */
function readingLists(look: (answer: Members, projects: readonly Members[]) => void): Mutant['make'] {
  return withParts(() => ({
    listProjects: call =>
      listProjects(async asked => {
        const answer = (await call(asked)) as Members;
        look(answer, Array.isArray(answer.data) ? (answer.data as Members[]) : []);
        return answer;
      }),
  }));
}

/** The same with a look at a new project, which may be taken for something else. */
function readingNew(look: (project: Members) => Members): Mutant['make'] {
  const reading =
    (call: JsonCall): JsonCall =>
    async asked =>
      look((await call(asked)) as Members);
  return withParts(() => ({ createProject: (call, input) => createProject(reading(call), input) }));
}

/** Clients that make something else of answers than the platform has said. */
export const answerMutants: readonly Mutant[] = [
  {
    name: 'cap-list-bare',
    wrong: 'Takes the list for a bare array, as the text says.',
    fault: 4,
    breaks: LISTS,
    because: EVERY_LIST,
    make: withParts(() => ({
      listProjects: async call => {
        const answer = await call({ method: 'GET', path: '/projects', body: null });
        if (Array.isArray(answer)) return answer as never;
        throw malformed('no array');
      },
    })),
  },
  {
    name: 'cap-list-alone',
    wrong: 'Takes a member beside the list for a mistake.',
    fault: 13,
    breaks: ['CAP-22'],
    make: readingLists(answer => {
      if (Object.keys(answer).length > 1) throw malformed('unknown members');
    }),
  },
  {
    name: 'cap-empty-list-missing',
    wrong: 'Takes an empty list for none.',
    breaks: ['CAP-22'],
    make: readingLists((_, projects) => {
      if (projects.length === 0) throw malformed('no projects');
    }),
  },
  {
    name: 'cap-no-list-empty',
    wrong: 'Takes an answer without a list for an empty one.',
    breaks: ['CAP-22'],
    make: withParts(() => ({
      listProjects: call =>
        listProjects(async asked => {
          const { data } = (await call(asked)) as Members;
          return { data: data ?? [] };
        }),
    })),
  },
  {
    name: 'cap-project-members-known',
    wrong: 'Takes an unknown member of a project for a mistake.',
    fault: 13,
    breaks: ['CAP-23'],
    make: readingLists((_, projects) => {
      if (projects.some(project => Object.keys(project).length > 4)) throw malformed('unknown members');
    }),
  },
  {
    name: 'cap-list-needs-dates',
    wrong: 'Wants projects of a list to have a date.',
    fault: 13,
    breaks: LISTS,
    because: EVERY_LIST,
    make: readingLists((_, projects) => {
      if (projects.some(({ created_at }) => typeof created_at !== 'string')) throw malformed('no date');
    }),
  },
  {
    name: 'cap-regions-known',
    wrong: 'Knows two regions and no others.',
    fault: 13,
    breaks: ['CAP-26'],
    make: readingLists((_, projects) => {
      if (projects.some(({ region }) => !['us-east', 'eu-central'].includes(String(region))))
        throw malformed('unknown region');
    }),
  },
  {
    name: 'cap-ids-as-numbers',
    wrong: 'Takes the number out of an id.',
    fault: 13,
    breaks: LISTS,
    because: EVERY_LIST,
    make: withParts(() => ({
      listProjects: async call => {
        const projects = (await listProjects(call)) as { id: string }[];
        return projects.map(project => ({ ...project, id: Number(project.id.slice(4)) }));
      },
    })),
  },
  {
    name: 'cap-new-project-wrapped',
    wrong: 'Looks for a new project in a wrapper.',
    fault: 4,
    breaks: ['CAP-25'],
    make: readingNew(({ data }) => {
      if (typeof data === 'object' && data !== null) return data as Members;
      throw malformed('no data');
    }),
  },
  {
    name: 'cap-data-is-wrapper',
    wrong: 'Takes a member called data for a wrapper, whatever is in it.',
    fault: 4,
    breaks: ['CAP-25'],
    make: readingNew(project => ('data' in project ? ((project.data ?? {}) as Members) : project)),
  },
  {
    name: 'cap-created-is-201',
    wrong: 'Takes a new project that is answered with 200 for a failure.',
    breaks: ['CAP-25'],
    make: withParts(() => ({
      followingLink: async (base, request, hops) => {
        const response = await followingLink(base, request, hops);
        if (request.method !== 'POST' || response.status !== 200) return response;
        throw malformed('the status is not 201');
      },
    })),
  },
  {
    name: 'cap-date-local',
    wrong: 'Hands a date on without its zone.',
    breaks: ['CAP-25'],
    make: withParts(() => ({
      createProject: async (call, input) => {
        const project = (await createProject(call, input)) as { created_at: string };
        return { ...project, created_at: project.created_at.replace('Z', '+01:00') };
      },
    })),
  },
  {
    name: 'cap-new-key-masked',
    wrong: 'Masks the new key, which is shown this once only.',
    breaks: ['CAP-27'],
    make: wrapped(client => ({
      'session/invoke': async params => {
        const outcome = await client['session/invoke']!(params);
        if (params.operation !== 'keys.create' || outcome.outcome !== 'ok') return outcome;
        return { outcome: 'ok', value: { ...(outcome.value as object), key: 'sk_live_…' } };
      },
    })),
  },
  {
    name: 'cap-usage-lost',
    wrong: 'Hands on that there was usage, not how much.',
    breaks: ['CAP-28'],
    make: withParts(() => ({
      getUsage: async (call, input) => {
        await getUsage(call, input);
        return { ok: true };
      },
    })),
  },
];
