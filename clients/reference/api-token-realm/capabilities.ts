/** What the client declares for the API of the `apiToken` realm. */
export const CAPABILITIES = ['header', 'query', 'concurrent', 'follow-links', 'https-only'] as const;
