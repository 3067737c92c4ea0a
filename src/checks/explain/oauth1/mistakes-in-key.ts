import type { Family } from './mistake.ts';

/** What goes wrong in the key (RFC 5849 section 3.4.2). */
export const mistakesInKey: Family = ({ otherTokenSecrets }) => [
  {
    id: 'secret-not-encoded',
    text: 'The secrets were not percent-encoded for the key.',
    change: () => ({ secretTimes: 0 }),
  },
  {
    id: 'secret-encoded-twice',
    text: 'The secrets were percent-encoded twice for the key.',
    change: () => ({ secretTimes: 2 }),
  },
  {
    id: 'ampersand-missing',
    text: 'The & behind the consumer secret is missing from the key; it stands there even without a token.',
    change: () => ({ key: ({ consumer, token }) => `${consumer}${token}` }),
  },
  {
    id: 'token-secret-left-out',
    text: 'The token secret was left out of the key.',
    change: recipe => ({ secrets: secrets => ({ ...recipe.secrets(secrets), token: '' }) }),
  },
  ...(otherTokenSecrets.map(other => ({
    id: 'token-secret-of-another-token',
    text: 'The key holds the secret of another token.',
    change: () => ({ secrets: ({ consumer }) => ({ consumer, token: other }) }),
  })) satisfies ReturnType<Family>),
  // Last, so that what is swapped are the secrets that the client has.
  {
    id: 'secrets-swapped',
    text: 'Consumer secret and token secret were swapped in the key.',
    change: recipe => ({
      secrets: secrets => {
        const { consumer, token } = recipe.secrets(secrets);
        return { consumer: token, token: consumer };
      },
    }),
  },
];
