/** What was asked for cannot be done; its message names the argument and what it takes. Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
