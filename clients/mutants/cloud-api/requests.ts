import { createProject } from '../../reference/cloud-api/operations.ts';
import { requested } from '../../reference/links.ts';
import type { Mutant } from '../mutant.ts';
import { withHeaders, withoutHeader } from '../wire.ts';
import { posting, sending, withParts } from './composing.ts';
import { isKey, keyOf } from './keys.ts';

/** Clients that address or write their requests wrongly. */
export const requestMutants: readonly Mutant[] = [
  {
    name: 'cap-version-lost',
    wrong: 'Loses the version of the base URL.',
    fault: 1,
    breaks: ['CAP-01'],
    make: sending(request => {
      request.url.pathname = request.url.pathname.replace('/v1/', '/');
      return request;
    }),
  },
  {
    name: 'cap-slash-before-path',
    wrong: 'Puts a slash between the base URL and a path that begins with one.',
    fault: 1,
    breaks: ['CAP-01'],
    make: sending(request => {
      request.url.pathname = request.url.pathname.replace('/v1/', '/v1//');
      return request;
    }),
  },
  {
    name: 'cap-slash-doubled',
    wrong: 'Appends the path to a base URL as it is, though that ends with a slash.',
    fault: 1,
    breaks: ['CAP-01'],
    make: withParts(() => ({
      requested: (base, params, accept) => {
        const request = requested(base, params, accept);
        if (base.endsWith('/')) request.url.pathname = request.url.pathname.replace('/v1/', '/v1//');
        return request;
      },
    })),
  },
  {
    name: 'cap-body-unnamed',
    wrong: 'Does not say that the body is JSON.',
    breaks: ['CAP-20'],
    make: posting(request => withoutHeader(request, 'content-type')),
  },
  {
    name: 'cap-body-as-form',
    wrong: 'Sends the body as a form.',
    breaks: ['CAP-20'],
    make: posting(request => {
      const form = new URLSearchParams(JSON.parse(String(request.body ?? '{}')) as Record<string, string>);
      const type = { 'content-type': 'application/x-www-form-urlencoded' };
      return { ...withHeaders(request, type), body: Buffer.from(form.toString()) };
    }),
  },
  {
    name: 'cap-length-in-characters',
    wrong: 'Cuts the body to as many bytes as it has characters.',
    breaks: ['CAP-20'],
    make: posting(request => ({ ...request, body: request.body?.subarray(0, String(request.body).length) })),
  },
  {
    name: 'cap-body-in-latin-1',
    wrong: 'Writes the body in Latin-1.',
    breaks: ['CAP-24'],
    make: posting(request => ({ ...request, body: Buffer.from(String(request.body), 'latin1') })),
  },
  {
    name: 'cap-name-decoded',
    wrong: 'Takes a plus in a name for a blank.',
    breaks: ['CAP-24'],
    make: posting(request => ({ ...request, body: Buffer.from(String(request.body).replaceAll('+', ' ')) })),
  },
  {
    name: 'cap-region-left-out',
    wrong: 'Does not send the region.',
    breaks: ['CAP-24'],
    make: withParts(() => ({
      createProject: (call, input) =>
        createProject(({ body, ...rest }) => {
          const { name } = (body as { json: { name: string } }).json;
          return call({ ...rest, body: { json: { name } } });
        }, input),
    })),
  },
  {
    name: 'cap-key-for-nothing',
    wrong: 'Does not say which project a key is for.',
    breaks: ['CAP-27'],
    make: posting(request => ({
      ...request,
      body: Buffer.from(String(request.body).replace('project_id', 'project')),
    })),
  },
  {
    name: 'cap-key-name-lost',
    wrong: 'Gives every key a name of its own making.',
    breaks: ['CAP-27'],
    make: posting(request => ({
      ...request,
      body: Buffer.from(String(request.body).replace('"ci job"', '"sdk key"')),
    })),
  },
  {
    name: 'cap-range-unencoded',
    wrong: 'Leaves a plus in the query as it is.',
    breaks: ['CAP-28'],
    make: sending(request => {
      if (request.url.pathname.endsWith('/usage'))
        request.url.search = request.url.search.replaceAll('%2B', '+');
      return request;
    }),
  },
  {
    name: 'cap-accepts-html',
    wrong: 'Accepts HTML only.',
    breaks: ['CAP-29'],
    make: sending(request =>
      isKey(keyOf(request)) ? withHeaders(request, { accept: 'text/html' }) : request,
    ),
  },
];
