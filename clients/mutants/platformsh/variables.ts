import { ClientFailure } from '../../reference/failure.ts';
import type { HttpRequest } from '../../reference/http.ts';
import type { Parts } from '../../reference/platformsh/parts.ts';
import { environmentPath } from '../../reference/platformsh/platform.ts';
import { createVariable, variableBody, variableExists } from '../../reference/platformsh/variables.ts';
import { composed, type Mutant } from '../mutant.ts';
import { transport, withQuery } from '../wire.ts';
import { withParts } from './composing.ts';
import { invoking } from './working.ts';

type Body = ReturnType<Parts['variableBody']>;

/** A client that asks for another variable than it was told to. */
function asking(change: (body: Body) => Body): Mutant['make'] {
  return withParts(() => ({ variableBody: input => change(variableBody(input)) }));
}

/** A client that goes on in its own way when the variable has been created. */
function creating(
  change: (created: () => Promise<unknown>, ...args: Parameters<typeof createVariable>) => Promise<unknown>,
): Mutant['make'] {
  return withParts(() => ({
    createVariable: (...args) => change(() => createVariable(...args), ...args) as never,
  }));
}

/** A client whose requests about variables differ. */
function onVariables(change: (request: HttpRequest) => HttpRequest): Mutant['make'] {
  return composed(() => ({
    http: transport((request, send) =>
      send(request.url.pathname.includes('/variables') ? change(request) : request),
    ),
  }));
}

function withPath(request: HttpRequest, change: (path: string) => string): HttpRequest {
  const { origin, pathname, search } = request.url;
  return { ...request, url: new URL(origin + change(pathname) + search) };
}

/** Clients that go wrong with the variables of an environment. */
export const variableMutants: readonly Mutant[] = [
  {
    name: 'variable-value-encoded',
    wrong: 'Percent-encodes the value of a variable, as if it went into a form.',
    breaks: ['PSH-24'],
    make: asking(body => ({ ...body, value: encodeURIComponent(String(body.value)) })),
  },
  {
    name: 'variable-name-in-lower-case',
    wrong: 'Writes the name of a variable in lower case.',
    breaks: ['PSH-24'],
    make: asking(body => ({ ...body, name: String(body.name).toLowerCase() })),
  },
  {
    name: 'variable-name-not-told',
    wrong: 'Tells its caller the value of the created variable where its name is asked for.',
    breaks: ['PSH-24'],
    make: creating(async (created, _platform, { name }) => {
      await created();
      return { name: String(name).replace(/^env:/, '') };
    }),
  },
  {
    name: 'variable-on-project',
    wrong: 'Creates the variable on the project, whatever the level.',
    breaks: ['PSH-25'],
    make: onVariables(request =>
      request.method === 'POST'
        ? withPath(request, path => path.replace(/\/environments\/[^/]+/, ''))
        : request,
    ),
  },
  {
    name: 'variable-name-encoded-twice',
    wrong: 'Percent-encodes the name of a variable twice.',
    fault: 10,
    breaks: ['PSH-25'],
    make: onVariables(request =>
      withPath(request, path => path.replace(/(?<=\/variables\/).*/, name => name.replaceAll('%', '%25'))),
    ),
  },
  {
    name: 'variable-name-raw',
    wrong: 'Puts the name of a variable into a path as it is.',
    fault: 10,
    breaks: ['PSH-25'],
    make: onVariables(request => withPath(request, path => path.replace(/(?<=\/variables\/).*/, raw))),
  },
  {
    name: 'variable-environment-raw',
    wrong: 'Puts the id of an environment into the path of its variables as it is.',
    fault: 10,
    breaks: ['PSH-25'],
    make: onVariables(request => withPath(request, path => path.replace('%2F', '/'))),
  },
  {
    name: 'variable-conflict-is-success',
    wrong: 'Takes 409 for the success of a creation.',
    fault: 12,
    breaks: ['PSH-25'],
    make: creating(async (created, _platform, { name }) => {
      try {
        return await created();
      } catch (error) {
        if (error instanceof ClientFailure && error.status === 409) return { name };
        throw error;
      }
    }),
  },
  {
    name: 'variable-overwritten',
    wrong: 'Changes a variable that is there already when it is to create it.',
    fault: 12,
    breaks: ['PSH-25'],
    make: creating(async (created, platform, input) => {
      const { call, parts } = platform;
      const name = String(input.name);
      const path = `${environmentPath(platform, input)}/variables/${parts.pathSegment(name)}`;
      if (!(await variableExists(platform, path))) return created();
      await call('PATCH', { path }, variableBody(input));
      return { name };
    }),
  },
  {
    name: 'variable-prefix-left-out',
    wrong: 'Takes env: for a kind of variable, and leaves it out of the name.',
    breaks: ['PSH-26'],
    make: asking(body => ({ ...body, name: String(body.name).replace(/^env:/, '') })),
  },
  {
    name: 'variable-prefix-added',
    wrong: 'Puts env: before every name that lacks it.',
    breaks: ['PSH-27'],
    make: asking(body => ({ ...body, name: `env:${String(body.name).replace(/^env:/, '')}` })),
  },
  {
    name: 'variable-created-both-ways',
    wrong: 'Creates the variable without its prefix too, for programs that read PLATFORM_VARIABLES.',
    fault: 13,
    breaks: ['PSH-27'],
    make: creating(async (created, platform, input) => {
      const told = await created();
      const name = String(input.name).replace(/^env:/, '');
      const path = `${environmentPath(platform, input)}/variables`;
      if (name !== input.name) await platform.call('POST', { path }, variableBody({ ...input, name }));
      return told;
    }),
  },
  {
    name: 'variable-not-sensitive',
    wrong: 'Leaves out that the variable is sensitive.',
    breaks: ['PSH-28'],
    make: asking(({ is_sensitive: _, ...body }) => body),
  },
  {
    name: 'variable-always-sensitive',
    wrong: 'Makes every variable sensitive, which cannot be undone.',
    breaks: ['PSH-28'],
    make: asking(body => ({ ...body, is_sensitive: true })),
  },
  {
    name: 'variable-sensitive-afterwards',
    wrong: 'Creates the variable readable, and makes it sensitive by a second request.',
    breaks: ['PSH-28'],
    make: withParts(() => ({
      variableBody: input => ({ ...variableBody(input), is_sensitive: false }),
      createVariable: async (platform, input) => {
        const told = await createVariable(platform, input);
        const path = `${environmentPath(platform, input)}/variables/${platform.parts.pathSegment(String(input.name))}`;
        if (input.sensitive === true) await platform.call('PATCH', { path }, { is_sensitive: true });
        return told;
      },
    })),
  },
  {
    name: 'variable-value-read-back',
    wrong: 'Reads the value back to compare it, and takes a sensitive one for lost.',
    fault: 12,
    breaks: ['PSH-28'],
    make: creating(async (created, platform, input) => {
      const told = await created();
      const path = `${environmentPath(platform, input)}/variables/${platform.parts.pathSegment(String(input.name))}`;
      const { value } = Object(await platform.call('GET', { path }));
      if (value === input.value) return told;
      throw new ClientFailure('malformed-response', 'The platform has not kept the value.');
    }),
  },
  {
    name: 'variable-value-in-url',
    wrong: 'Sends the value in the URL too.',
    breaks: ['PSH-28'],
    make: onVariables(request =>
      request.method === 'POST'
        ? withQuery(request, 'value', JSON.parse(String(request.body)).value)
        : request,
    ),
  },
  {
    name: 'variable-value-told',
    wrong: 'Repeats the value of a variable in the message of a failure.',
    fault: 14,
    breaks: ['PSH-28'],
    make: invoking('variable.create', async (invocation, invoke) => {
      const outcome = await invoke(invocation);
      if (outcome.outcome !== 'rejected') return outcome;
      return { ...outcome, message: `${outcome.message} The value was ${invocation.input.value}.` };
    }),
  },
];

/** A part of a path without its escapes, as far as a URL can hold it. */
function raw(name: string): string {
  return decodeURIComponent(name);
}
