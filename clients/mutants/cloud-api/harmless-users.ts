import { authorizationUrl } from '../../reference/cloud-api/authorization-request.ts';
import { codeRequest } from '../../reference/cloud-api/token-endpoint.ts';
import reference from '../../reference/index.ts';
import { composed, type Variant } from '../mutant.ts';
import { transport, withForm, withHeaders } from '../wire.ts';
import { withParts } from './composing.ts';

/** Right clients that act for users, of another style. The suite must fail none of them. */
export const userVariants: readonly Variant[] = [
  {
    name: 'client-secret-post',
    differs: 'Authenticates in the body, as the document shows.',
    make: withParts(() => ({
      clientAuthentication: ({ clientId, clientSecret }) => ({
        headers: {},
        fields: { client_id: clientId, client_secret: clientSecret },
      }),
    })),
  },
  {
    name: 'client-id-beside-basic',
    differs: 'Names itself in the body beside Basic.',
    make: withParts(() => {
      return {
        codeRequest: input => {
          const { authorization = '' } = input.authentication.headers;
          const [id = ''] = Buffer.from(authorization.slice(6), 'base64').toString().split(':');
          return withForm(codeRequest(input), form => form.set('client_id', decodeURIComponent(id)));
        },
      };
    }),
  },
  {
    name: 'no-pkce',
    differs: 'Knows no PKCE, and does not declare it.',
    make: () => {
      const client = reference({
        cloudApi: {
          authorizationUrl: input => {
            const url = new URL(authorizationUrl(input));
            url.searchParams.delete('code_challenge');
            url.searchParams.delete('code_challenge_method');
            return url.href;
          },
          codeRequest: input => withForm(codeRequest(input), form => form.delete('code_verifier')),
        },
      });
      return {
        ...client,
        initialize: async params => {
          const told = await client.initialize(params);
          const declared = told.capabilities['cloud-api'] ?? [];
          const others = declared.filter(capability => capability !== 'pkce');
          return { ...told, capabilities: { ...told.capabilities, 'cloud-api': others } };
        },
      };
    },
  },
  {
    name: 'get-with-content-type',
    differs: 'Names a content type on every GET, as the document shows.',
    make: composed(() => ({
      http: transport((request, send) =>
        send(
          request.method === 'GET' ? withHeaders(request, { 'content-type': 'application/json' }) : request,
        ),
      ),
    })),
  },
  {
    name: 'asks-for-scopes',
    differs: 'Asks for the scopes that it would be given anyway.',
    make: withParts(() => ({
      authorizationUrl: input => authorizationUrl({ ...input, scope: 'read write' }),
    })),
  },
];
