/** A request that is refused: its message says why, and what to do instead. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  /** A stable name of the reason, for programs. */
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** Why a user is not made: one address, one account. */
export function emailTaken(): Refusal {
  return new Refusal(
    409,
    'email-taken',
    'Failed to make the user: the email address has an account. Give another one.',
  );
}
