/** What the client declares for the API of the `apiToken` realm. */
export const capabilities = ['header', 'query', 'concurrent', 'follow-links'] as const;
