import { apiRequest } from '../../reference/api-call.ts';
import {
  authorizationHeader,
  protocolParameters,
  stamp,
} from '../../reference/clever-cloud/protocol-parameters.ts';
import {
  baseString,
  baseStringUri,
  encodeParameters,
  formParameters,
  type Parameter,
  queryParameters,
  sortParameters,
} from '../../reference/clever-cloud/signature.ts';
import { percentEncode } from '../../reference/percent-encode.ts';
import type { Mutant } from '../mutant.ts';
import { transport, withHeaders } from '../wire.ts';
import { signing, withParts, writtenPairs, writtenQuery } from './composing.ts';

const COVERAGE = 'CLV-28';
const covering = (...rest: [string, string, Parameters<typeof signing>[3], Parameters<typeof signing>[4]?]) =>
  signing(COVERAGE, ...rest);

const decoded = (pairs: readonly Parameter[]): Parameter[] =>
  pairs.map(([name, value]) => [decodeURIComponent(name), decodeURIComponent(value)]);

/** Changes what an encoder of parameters has written. */
const encoded = (change: (text: string) => string) => (parameters: readonly Parameter[]) =>
  encodeParameters(parameters).map(([name, value]): Parameter => [change(name), change(value)]);

const byCodeUnits = (a: Parameter, b: Parameter) => (a.join('\n') < b.join('\n') ? -1 : 1);

/** A body of JSON as if it were a form. */
function membersOf(body: Buffer | undefined): Parameter[] {
  try {
    const members = Object.entries(JSON.parse(String(body)) as Record<string, unknown>);
    return members.map(([name, value]) => [name, String(value)]);
  } catch {
    return [];
  }
}

/** Clients whose signature covers something else than the request. */
export const coverageMutants: readonly Mutant[] = [
  covering(
    'query-left-out',
    'Leaves the query out of what it signs.',
    () => ({ queryParameters: () => [] }),
    {
      fault: 1,
    },
  ),
  covering('form-left-out', 'Leaves a form out of what it signs.', () => ({ formParameters: () => [] }), {
    fault: 2,
  }),
  covering(
    'json-body-included',
    'Signs the members of a JSON body.',
    () => ({
      formParameters: request => {
        const json = request.headers['content-type'] === 'application/json';
        return json ? membersOf(request.body) : formParameters(request);
      },
    }),
    { fault: 2 },
  ),
  covering(
    'repeated-key-dropped',
    'Signs a repeated key once.',
    () => ({
      queryParameters: request => [...new Map(queryParameters(request))],
    }),
    { fault: 3 },
  ),
  covering('empty-value-dropped', 'Signs no parameter whose value is empty.', () => ({
    queryParameters: request => queryParameters(request).filter(([, value]) => value !== ''),
  })),
  covering(
    'plus-in-query-not-decoded',
    'Writes a blank in the query as a plus, and signs it as a plus.',
    () => ({
      apiRequest: (...args) => {
        const request = apiRequest(...args);
        request.url.search = request.url.search.replaceAll('%20', '+');
        return request;
      },
      queryParameters: request => decoded(writtenQuery(request)),
    }),
  ),
  covering(
    'plus-in-form-not-decoded',
    'Signs a plus in a form as a plus, though it stands for a blank.',
    () => ({
      formParameters: request =>
        formParameters(request).length === 0 ? [] : decoded(writtenPairs(String(request.body))),
    }),
  ),
  covering('query-not-decoded', 'Signs the query as it is written, encoded once more.', () => ({
    queryParameters: writtenQuery,
  })),
  covering('form-not-decoded', 'Signs a form as it is written, encoded once more.', () => ({
    formParameters: request =>
      formParameters(request).length === 0 ? [] : writtenPairs(String(request.body)),
  })),
  covering(
    'parameters-not-encoded',
    'Does not encode names and values before it puts them together.',
    () => ({
      encodeParameters: parameters => [...parameters],
    }),
  ),
  covering('parameters-encoded-twice', 'Encodes names and values twice.', () => ({
    encodeParameters: parameters => encodeParameters(encodeParameters(parameters)),
  })),
  covering(
    'normalized-not-encoded',
    'Puts the parameters into the base string without encoding them as a whole.',
    () => ({
      baseString: (method, uri, normalized) => `${method}&${percentEncode(uri)}&${normalized}`,
    }),
  ),
  covering('normalized-encoded-twice', 'Encodes the parameters twice as a whole.', () => ({
    baseString: (method, uri, normalized) => baseString(method, uri, percentEncode(normalized)),
  })),
  covering('plus-for-space', 'Encodes a blank as a plus.', () => ({
    encodeParameters: encoded(text => text.replaceAll('%20', '+')),
  })),
  covering('lower-case-escapes', 'Writes escapes in lower case.', () => ({
    encodeParameters: encoded(text => text.replace(/%../g, triplet => triplet.toLowerCase())),
  })),
  covering('reserved-not-encoded', "Leaves ! * ' ( ) as they are.", () => ({
    encodeParameters: parameters => parameters.map(pair => pair.map(encodeURIComponent) as [string, string]),
  })),
  covering('tilde-encoded', 'Encodes the tilde.', () => ({
    encodeParameters: encoded(text => text.replaceAll('~', '%7E')),
  })),
  covering('unsorted', 'Does not sort the parameters.', () => ({ sortParameters: encoded => [...encoded] })),
  covering(
    'sorted-before-encoding',
    'Sorts the parameters before it encodes them.',
    () => ({
      encodeParameters: parameters => encodeParameters(parameters.toSorted(byCodeUnits)),
      sortParameters: encoded => [...encoded],
    }),
    { fault: 3 },
  ),
  covering(
    'sorted-by-name-only',
    'Leaves the values of a repeated key in the order sent.',
    () => ({
      sortParameters: encoded => encoded.toSorted(([a], [b]) => (a < b ? -1 : Number(a > b))),
    }),
    { fault: 3 },
  ),
  covering('sorted-ignoring-case', 'Sorts without regard to case.', () => ({
    sortParameters: encoded => encoded.toSorted(([a], [b]) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)),
  })),
  covering('sorted-as-pairs', 'Sorts by name=value.', () => ({
    sortParameters: encoded => encoded.toSorted((a, b) => (a.join('=') < b.join('=') ? -1 : 1)),
  })),
  covering(
    'wrong-scheme',
    'Signs https where it sends http.',
    () => ({
      baseStringUri: request => baseStringUri(request).replace('http:', 'https:'),
    }),
    { fault: 6 },
  ),
  {
    name: 'oauth1-host-not-lower-case',
    wrong: 'Sends and signs the host in capitals.',
    fault: 6,
    breaks: [COVERAGE],
    mistake: 'host-not-lower-case',
    make: withParts(
      () => ({
        baseStringUri: ({ url }) => `${url.protocol}//${url.host.toUpperCase()}${url.pathname}`,
      }),
      () =>
        transport((request, send) => send(withHeaders(request, { host: request.url.host.toUpperCase() }))),
    ),
  },
  covering(
    'port-left-out',
    'Signs the host without its port.',
    () => ({
      baseStringUri: ({ url }) => `${url.protocol}//${url.hostname}${url.pathname}`,
    }),
    { fault: 6 },
  ),
  covering(
    'query-kept-in-url',
    'Signs the query with the URL, and among the parameters.',
    () => ({
      baseStringUri: request => `${baseStringUri(request)}${request.url.search}`,
    }),
    { fault: 6 },
  ),
  covering(
    'path-decoded',
    'Decodes the path before it signs it.',
    () => ({
      baseStringUri: request => decodeURIComponent(baseStringUri(request)),
    }),
    { fault: 6 },
  ),
  covering(
    'path-encoded-again',
    'Encodes the path a second time.',
    () => ({
      baseStringUri: ({ url }) =>
        `${url.protocol}//${url.host}${url.pathname.split('/').map(percentEncode).join('/')}`,
    }),
    { fault: 6 },
  ),
  covering('url-not-encoded', 'Puts the URL into the base string without encoding it.', () => ({
    baseString: (method, uri, normalized) => `${method}&${uri}&${percentEncode(normalized)}`,
  })),
  covering('method-in-lower-case', 'Signs the HTTP method in lower case.', () => ({
    baseString: (method, uri, normalized) =>
      [method.toLowerCase(), uri, normalized].map(percentEncode).join('&'),
  })),
  covering('protocol-parameter-left-out', 'Sends oauth_version and does not sign it.', () => ({
    sortParameters: encoded => sortParameters(encoded.filter(([name]) => name !== 'oauth_version')),
  })),
  covering('repeated-key-numbered', 'Signs a repeated key as tag[0], tag[1], ….', () => ({
    queryParameters: request => {
      const all = queryParameters(request);
      const isRepeated = (name: string) => all.filter(([other]) => other === name).length > 1;
      const before = (name: string, i: number) => all.slice(0, i).filter(([other]) => other === name).length;
      return all.map(([name, value], i) => [isRepeated(name) ? `${name}[${before(name, i)}]` : name, value]);
    },
  })),
  covering('equals-sign-dropped', 'Leaves the equals sign out where a value is empty.', () => ({
    baseString: (method, uri, normalized) => baseString(method, uri, normalized.replace(/=(?=&|$)/g, '')),
  })),
  covering('realm-included', 'Names a realm, and signs it.', () => ({
    protocolParameters: input => [...protocolParameters(input), ['realm', 'Clever']],
  })),
  covering('unsent-parameter-signed', 'Signs oauth_version and does not send it.', () => ({
    authorizationHeader: list => authorizationHeader(list.filter(([name]) => name !== 'oauth_version')),
  })),
  covering('latin-1', 'Encodes text as ISO 8859-1.', () => ({
    encodeParameters: encoded(text => text.replaceAll('%C3%A9', '%E9')),
  })),
  covering('utf-8-twice', 'Takes the bytes of UTF-8 for characters.', () => ({
    encodeParameters: parameters =>
      encodeParameters(
        parameters.map(pair => pair.map(text => Buffer.from(text).toString('latin1')) as [string, string]),
      ),
  })),
  {
    name: 'oauth1-two-mistakes',
    wrong: 'Leaves the query out, and writes escapes in lower case.',
    breaks: [COVERAGE],
    mistake: 'query-left-out and lower-case-escapes',
    make: withParts(() => ({
      queryParameters: () => [],
      encodeParameters: encoded(text => text.replace(/%../g, triplet => triplet.toLowerCase())),
    })),
  },
  {
    name: 'oauth1-nonce-reused',
    wrong: 'Makes one nonce and keeps it.',
    fault: 12,
    breaks: [COVERAGE],
    make: withParts(() => {
      const { nonce } = stamp(0);
      return { stamp: now => ({ ...stamp(now), nonce }) };
    }),
  },
  {
    name: 'oauth1-milliseconds',
    wrong: 'Writes the timestamp in milliseconds.',
    fault: 12,
    breaks: [COVERAGE],
    make: withParts(() => ({ stamp: now => ({ ...stamp(now), timestamp: Math.floor(now) }) })),
  },
  {
    name: 'oauth1-first-timestamp-kept',
    wrong: 'Keeps the timestamp of its first request with a consumer.',
    fault: 12,
    breaks: [COVERAGE],
    make: withParts(() => {
      const first = new Map<string, string>();
      return {
        protocolParameters: input =>
          protocolParameters(input).map(([name, value]): Parameter => {
            if (name !== 'oauth_timestamp') return [name, value];
            const { consumerKey } = input.credentials;
            first.set(consumerKey, first.get(consumerKey) ?? value);
            return [name, first.get(consumerKey)!];
          }),
      };
    }),
  },
  {
    name: 'oauth1-unstamped-digest',
    wrong: 'Sends neither nonce nor timestamp with a digest.',
    breaks: [COVERAGE],
    make: withParts(() => ({
      protocolParameters: input =>
        protocolParameters(input).filter(
          ([name]) => input.method === 'PLAINTEXT' || !/^oauth_(?:nonce|timestamp)$/.test(name),
        ),
    })),
  },
];
