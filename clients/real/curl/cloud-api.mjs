import { CloudApiUser } from '../by-hand.mjs';
import { callApi, limitsOf, told, typed } from './call.mjs';
import { curl } from './curl.mjs';

/**
 * The documented commands of the Cloud API Platform. Those of calls name both types, whatever the method.
 * @param {object} params of `session/open`
 */
export function cloudApiSession(params) {
  const { api, token: tokenUrl } = params.endpoints;
  const limits = limitsOf(params.options);
  const type = 'Content-Type: application/x-www-form-urlencoded';
  const exchanging = [...limits, '--request', 'POST', tokenUrl, '--header', type];
  return new CloudApiUser(params, {
    call: (token, call) => {
      const shown = {
        Authorization: `Bearer ${token}`,
        Accept: 'application/json',
        'Content-Type': 'application/json',
      };
      return told(() => callApi(typed(api, call), call, limits, shown));
    },
    exchange: parameters =>
      told(() => curl([...exchanging, ...parameters.flatMap(pair => ['-d', pair.join('=')])])),
  });
}
