import { readFileSync } from 'node:fs';
import axios from 'axios';
import { addressOf, callsOf, formEncoded, handedOver, Rejection, reasonFor } from '../adapter.mjs';
import { partsOf } from '../oauth2.mjs';

/*
 * The client protocol as a module for axios: an instance with a base URL and the credential among its defaults, as
 * its documentation has it.
 */

const manifest = new URL('node_modules/axios/package.json', import.meta.url);
const { name, version, homepage } = JSON.parse(readFileSync(manifest, 'utf8'));

export default () =>
  callsOf({
    client: { name, version, language: 'javascript', homepage },
    capabilities: { 'cloud-api': ['api-key'], 'api-token-realm': ['header', 'query', 'follow-links'] },
    open: params => {
      const instance = axios.create({ ...defaults(params), responseType: 'arraybuffer' });
      return { request: call => request(instance, call) };
    },
  });

function defaults({ mechanism, endpoints, credentials: { apiKey, apiToken }, options }) {
  const common = { baseURL: endpoints.api, timeout: options.timeoutMs };
  if (mechanism === 'query') return { ...common, params: { [options.parameter ?? 'apiToken']: apiToken } };
  const Authorization = mechanism === 'header' ? `apiToken ${apiToken}` : `Bearer ${apiKey}`;
  return { ...common, headers: { Authorization } };
}

/** What is asked for stands in the URL, so that names may repeat; to it axios adds the parameters of the instance. */
async function request(instance, call) {
  const { headers, body } = partsOf(call);
  try {
    const url = call.url ?? addressOf('', call, formEncoded);
    const response = await instance.request({ method: call.method, url, headers, data: body });
    return handedOver(response.status, headersOf(response), Buffer.from(response.data));
  } catch (error) {
    throw rejectionOf(error);
  }
}

function headersOf({ headers }) {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

function rejectionOf(error) {
  const { code, message, response } = error;
  // A response that was cut off is handed over, too, with the status that it began with.
  if (response !== undefined && response.status >= 300)
    return new Rejection(reasonFor(response.status), message, { status: response.status });
  if (code === 'ERR_INVALID_CHAR') return new Rejection('invalid-credentials', message);
  if (code === 'ECONNABORTED' && message.startsWith('timeout')) return new Rejection('timeout', message);
  return axios.isAxiosError(error) ? new Rejection('network', message) : error;
}
