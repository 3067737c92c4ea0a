import { apiRequest } from '../../reference/api-call.ts';
import {
  authorizationHeader,
  formBody,
  protocolParameters,
} from '../../reference/clever-cloud/protocol-parameters.ts';
import { FORM, type Parameter } from '../../reference/clever-cloud/signature.ts';
import type { HttpRequest } from '../../reference/http.ts';
import { withTransport } from '../composing.ts';
import { telling, type Variant } from '../mutant.ts';
import { transport, withHeaders } from '../wire.ts';
import { isSigned, withParts } from './composing.ts';

/** A step of the dance, its form carried by the Authorization header or the query instead. */
function moved(
  request: HttpRequest,
  carry: (parameters: readonly Parameter[]) => Partial<HttpRequest>,
): HttpRequest {
  const isStep = /\/oauth\/(?:request|access)_token$/.test(request.url.pathname);
  if (!isStep) return request;
  return { ...request, body: Buffer.alloc(0), ...carry([...new URLSearchParams(String(request.body))]) };
}

/** Right clients of Clever Cloud, of another style. The suite must fail none of them. */
export const cleverCloudVariants: readonly Variant[] = [
  {
    name: 'oauth1-lower-case-scheme',
    differs: 'Writes the scheme in lower case, and no blank after a comma.',
    make: withParts(() => ({
      authorizationHeader: list =>
        authorizationHeader(list).replace('OAuth', 'oauth').replaceAll('", ', '",'),
    })),
  },
  {
    name: 'oauth1-realm',
    differs: 'Names a realm, which is not signed.',
    make: withParts(() => ({
      authorizationHeader: list =>
        authorizationHeader(list).replace('OAuth ', 'OAuth realm="Clever, Cloud", '),
    })),
  },
  {
    name: 'oauth1-no-version',
    differs: 'Leaves oauth_version out, and sends the parameters in another order.',
    make: withParts(() => ({
      protocolParameters: input =>
        protocolParameters(input)
          .filter(([name]) => name !== 'oauth_version')
          .toReversed(),
    })),
  },
  {
    name: 'oauth1-plus-in-query',
    differs: 'Writes a blank in the query as a plus, and signs it as a blank.',
    make: withParts(() => ({
      apiRequest: (...args) => {
        const request = apiRequest(...args);
        request.url.search = request.url.search.replaceAll('%20', '+');
        return request;
      },
    })),
  },
  {
    name: 'dance-in-header',
    differs: 'Sends the parameters of the dance in the Authorization header.',
    make: withTransport(() =>
      transport((request, send) =>
        send(
          moved(request, list => ({
            headers: { ...request.headers, authorization: authorizationHeader(list) },
          })),
        ),
      ),
    ),
  },
  {
    name: 'dance-in-query',
    differs: 'Sends the parameters of the dance in the query.',
    make: withTransport(() =>
      transport((request, send) =>
        send(moved(request, list => ({ url: new URL(`${request.url}?${formBody(list)}`) }))),
      ),
    ),
  },
  {
    name: 'form-with-charset',
    differs: 'Names the charset of a form.',
    make: withTransport(() =>
      transport((request, send) => {
        const isForm = isSigned(request) && request.headers['content-type'] === FORM;
        return send(isForm ? withHeaders(request, { 'content-type': `${FORM}; charset=utf-8` }) : request);
      }),
    ),
  },
  {
    name: 'rejects-refusals',
    differs: 'Tells a refusal by its status and the words of the platform, instead of the response.',
    make: telling(outcome =>
      outcome.outcome === 'response' && outcome.status >= 400
        ? { outcome: 'rejected', reason: 'other', status: outcome.status, message: outcome.body ?? '' }
        : outcome,
    ),
  },
  {
    name: 'bytes-in-base64',
    differs: 'Hands every answer over in base64.',
    make: telling(outcome => {
      if (outcome.outcome !== 'response' || outcome.body === undefined) return outcome;
      const { body, ...rest } = outcome;
      return { ...rest, bodyBase64: Buffer.from(body).toString('base64') };
    }),
  },
];
