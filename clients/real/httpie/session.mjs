import { addressOf, contentOf, handedOver } from '../adapter.mjs';
import { CloudApiUser } from '../by-hand.mjs';
import { http, item } from './httpie.mjs';

const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_PARAMETER = 'apiToken';

/**
 * A user of the Cloud API Platform: `http --auth-type=bearer --auth=KEY`, and `http --form` for the code.
 * @param {object} params of `session/open`
 * @param {string} config
 */
export function cloudApiSession(params, config) {
  const { api, token } = params.endpoints;
  const limits = limitsOf(params.options);
  return new CloudApiUser(params, {
    call: (bearer, call) =>
      send(api, call, [...limits, '--auth-type=bearer', `--auth=${bearer}`], [], config),
    exchange: parameters => {
      const fields = parameters.map(([name, value]) => item(name, '=', value));
      return http([...limits, '--form', 'POST', token, ...fields], { config });
    },
  });
}

/**
 * A user of the apiToken realm: `http URL "Authorization:apiToken TOKEN"`, or `http URL apiToken==TOKEN`.
 * @param {object} params of `session/open`
 * @param {string} config
 */
export function realmSession({ mechanism, endpoints, credentials, options }, config) {
  const { apiToken } = credentials;
  const { parameter = DEFAULT_PARAMETER } = options;
  const carrier =
    mechanism === 'header'
      ? item('Authorization', ':', `apiToken ${apiToken}`)
      : item(parameter, '==', apiToken);
  return { request: call => send(endpoints.api, call, limitsOf(options), [carrier], config) };
}

function limitsOf({ timeoutMs = DEFAULT_TIMEOUT_MS }) {
  return [`--timeout=${timeoutMs / 1000}`];
}

/** One call of an API: its query by items, its body piped. */
async function send(base, call, options, items, config) {
  const { method, headers, body, query = [] } = call;
  const content = contentOf(body);
  const typed = [
    ...items,
    ...query.map(([name, value]) => item(name, '==', value)),
    ...(content === undefined ? [] : [item('Content-Type', ':', content.type)]),
    ...Object.entries(headers).map(([name, value]) => item(name, ':', value)),
  ];
  const url = call.url ?? addressOf(base, { ...call, query: [] }, () => '');
  const answer = await http([...options, method, url, ...typed], { config, input: content?.bytes });
  return handedOver(answer.status, answer.headers, answer.body);
}
