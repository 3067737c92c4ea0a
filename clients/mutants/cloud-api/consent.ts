import {
  type Attempt,
  attemptOf,
  authorizationUrl,
  challengeFor,
  codeOf,
} from '../../reference/cloud-api/authorization-request.ts';
import { codeRequest, processTokenResponse, tokenRefusal } from '../../reference/cloud-api/token-endpoint.ts';
import { ClientFailure } from '../../reference/failure.ts';
import { wrapped } from '../composing.ts';
import type { Mutant } from '../mutant.ts';
import { withForm } from '../wire.ts';
import { withParts } from './composing.ts';

/** A consent page's address with one parameter set to something else, or taken out. */
function asking(name: string, value?: string): Mutant['make'] {
  return withParts(() => ({
    authorizationUrl: input => {
      const url = new URL(authorizationUrl(input));
      if (value === undefined) url.searchParams.delete(name);
      else url.searchParams.set(name, value);
      return url.href;
    },
  }));
}

/** A callback as it would be if it belonged to the attempt under way. */
function fitting(answer: URLSearchParams, pending: Attempt | undefined): URLSearchParams {
  const fitted = new URLSearchParams(answer);
  if (pending !== undefined) fitted.set('state', pending.state);
  return fitted;
}

/** Clients that send their user elsewhere, or take any callback for theirs. */
export const consentMutants: readonly Mutant[] = [
  {
    name: 'consent-elsewhere',
    wrong: 'Sends the user to the token endpoint.',
    breaks: ['CAP-12'],
    make: withParts(() => ({
      authorizationUrl: input =>
        authorizationUrl({ ...input, endpoint: input.endpoint.replace('authorize', 'token') }),
    })),
  },
  {
    name: 'consent-implicit',
    wrong: 'Asks the consent page for a token instead of a code.',
    breaks: ['CAP-12'],
    make: asking('response_type', 'token'),
  },
  {
    name: 'consent-without-state',
    wrong: 'Sends no state.',
    fault: 9,
    breaks: ['CAP-12'],
    make: asking('state'),
  },
  {
    name: 'consent-without-redirect-uri',
    wrong: 'Does not say where its user is to come back to.',
    fault: 8,
    breaks: ['CAP-12'],
    make: asking('redirect_uri'),
  },
  {
    name: 'consent-redirect-uri-cut-short',
    wrong: 'Drops the query of its redirect_uri.',
    fault: 8,
    breaks: ['CAP-12'],
    make: withParts(() => ({
      authorizationUrl: input =>
        authorizationUrl({ ...input, redirectUri: input.redirectUri.split('?', 1)[0]! }),
    })),
  },
  {
    name: 'consent-one-state-for-all',
    wrong: 'Has the same state in every consent.',
    fault: 9,
    breaks: ['CAP-12'],
    make: withParts(() => ({ newState: () => 'countersign' })),
  },
  {
    name: 'state-not-compared',
    wrong: 'Takes every callback for its own.',
    fault: 9,
    breaks: ['CAP-12'],
    make: withParts(() => ({
      attemptOf: (answer, pending) => attemptOf(fitting(answer, pending), pending),
    })),
  },
  {
    name: 'state-compared-where-there-is-one',
    wrong: 'Takes a callback without a state for its own.',
    fault: 9,
    breaks: ['CAP-12'],
    make: withParts(() => ({
      attemptOf: (answer, pending) =>
        attemptOf(answer.has('state') ? answer : fitting(answer, pending), pending),
    })),
  },
  {
    name: 'state-compared-too-late',
    wrong: 'Compares the state of the callback after it has exchanged the code.',
    fault: 9,
    breaks: ['CAP-12'],
    make: withParts(() => {
      let mismatch: unknown;
      return {
        attemptOf: (answer, pending) => {
          mismatch = undefined;
          try {
            return attemptOf(answer, pending);
          } catch (error) {
            mismatch = error;
            return attemptOf(fitting(answer, pending), pending);
          }
        },
        processTokenResponse: response => {
          if (mismatch !== undefined) throw mismatch;
          return processTokenResponse(response);
        },
        tokenRefusal: response => (mismatch as ClientFailure | undefined) ?? tokenRefusal(response),
      };
    }),
  },
  {
    name: 'denial-exchanged',
    wrong: 'Looks for no error in the callback and exchanges the code that is not there.',
    fault: 9,
    breaks: ['CAP-12'],
    make: withParts(() => ({ codeOf: answer => answer.get('code') ?? 'null' })),
  },
  {
    name: 'cap-denial-as-mismatch',
    wrong: 'Tells a denied consent as a callback that is not its own.',
    fault: 9,
    breaks: ['CAP-12'],
    make: withParts(() => ({
      codeOf: answer => {
        if (answer.has('error')) throw new ClientFailure('state-mismatch', 'The callback is of no use.');
        return codeOf(answer);
      },
    })),
  },
  {
    name: 'secret-at-the-consent-page',
    wrong: 'Sends the client secret through the browser.',
    fault: 14,
    breaks: ['CAP-17'],
    make: wrapped(client => {
      const secrets = new Map<string, string>();
      return {
        'session/open': async params => {
          secrets.set(params.session, params.credentials.clientSecret ?? '');
          return client['session/open']!(params);
        },
        'session/beginAuthorization': async params => {
          const told = await client['session/beginAuthorization']!(params);
          if (told.outcome !== 'ok') return told;
          const url = new URL((told.value as { authorizationUrl: string }).authorizationUrl);
          url.searchParams.set('client_secret', secrets.get(params.session)!);
          return { ...told, value: { authorizationUrl: url.href } };
        },
      };
    }),
  },
  {
    name: 'pkce-plain',
    wrong: 'Sends its verifier as the challenge.',
    breaks: ['CAP-19'],
    make: withParts(() => ({
      challengeFor: verifier => verifier,
      authorizationUrl: input => authorizationUrl(input).replace('=S256', '=plain'),
    })),
  },
  {
    name: 'pkce-challenge-in-hex',
    wrong: 'Writes the challenge in hexadecimal.',
    breaks: ['CAP-19'],
    make: withParts(() => ({
      challengeFor: verifier => Buffer.from(challengeFor(verifier), 'base64url').toString('hex'),
    })),
  },
  {
    name: 'pkce-one-verifier-for-all',
    wrong: 'Has the same verifier in every consent.',
    breaks: ['CAP-19'],
    make: withParts(() => ({ newVerifier: () => 'countersign'.repeat(4) })),
  },
  {
    name: 'pkce-verifier-not-sent',
    wrong: 'Exchanges its code without the verifier.',
    fault: 9,
    breaks: ['CAP-19'],
    make: withParts(() => ({
      codeRequest: input => withForm(codeRequest(input), form => form.delete('code_verifier')),
    })),
  },
];
