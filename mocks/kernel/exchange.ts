/** A header as it crossed the wire: name in the sender's own case, value untouched. */
export type RawHeader = readonly [name: string, value: string];

/** One check the mock made on its way to an answer. */
export interface Decision {
  /** What was asked, e.g. `client secret matches`. */
  readonly check: string;
  readonly expected: string;
  readonly got: string;
  readonly ok: boolean;
}

/** What arrived, byte for byte. */
export interface RecordedRequest {
  readonly method: string;
  /** The request target exactly as sent; at a loopback address it begins with the sandbox's prefix. */
  readonly target: string;
  /** The absolute URL that the sender addressed. */
  readonly url: string;
  readonly httpVersion: string;
  readonly headers: readonly RawHeader[];
  /**
   * Present where a library read the headers on their way, in the client's process: their values are the
   * client's, but how it wrote the names and in which order is not known.
   */
  readonly headersParsed?: true;
  readonly body: Buffer;
}

/** What was answered, byte for byte. */
export interface RecordedResponse {
  readonly status: number;
  readonly headers: readonly RawHeader[];
  readonly body: Buffer;
  /** True when the mock cut the connection before the whole body was out. */
  readonly cut: boolean;
}

/** One request with its response, and how the mock came to it. */
export interface Exchange {
  /** Position in the sandbox's journal, from 1. */
  readonly n: number;
  /** `platform`: the provider's own address; `foreign`: another host that a redirect led to. */
  readonly site: 'platform' | 'foreign';
  /** The provider's name of what was asked for (`token.issue`, `account.get`); undefined where no route matched. */
  operation?: string;
  /** Virtual time of arrival, milliseconds since the epoch. */
  readonly at: number;
  /** Machine time of arrival, milliseconds since the epoch. */
  readonly realAt: number;
  readonly request: RecordedRequest;
  response?: RecordedResponse;
  readonly decisions: Decision[];
  /** Id of the access token that the request was let in by, or refused for. */
  usedToken?: string;
  /** Id of the access token that the response carries. */
  issuedToken?: string;
  /** Name of the fault that made the answer. */
  fault?: string;
}

/** All values of a header, whatever the case of its name (RFC 9110 section 5.1). */
export function headerValues(headers: readonly RawHeader[], name: string): string[] {
  const wanted = name.toLowerCase();
  return headers.filter(([n]) => n.toLowerCase() === wanted).map(([, value]) => value);
}

/** The first value of a header, or undefined. */
export function headerValue(headers: readonly RawHeader[], name: string): string | undefined {
  return headerValues(headers, name)[0];
}
