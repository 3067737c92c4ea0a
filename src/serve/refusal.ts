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
