import { decodeForm, type Parameters } from '../parameters.ts';

/** The parts of a request that carry parameters. */
export interface ParameterInput {
  /** Parameters of the Authorization header, decoded and without the realm; empty where there is none. */
  readonly authorization: Parameters;
  /** The query exactly as sent, without its `?`; may be empty. */
  readonly query: string;
  readonly body: Buffer;
  /** The Content-Type header, or undefined where none was sent. */
  readonly contentType: string | undefined;
}

/** The parameters of a request by the place they were sent in, decoded. */
export interface ParameterSources {
  readonly header: Parameters;
  readonly query: Parameters;
  readonly form: Parameters;
}

/**
 * Whether a parameter is the protocol's own, one that the RFC does not define included.
 * @see RFC 5849 sections 3.1 and 3.5
 */
export function isProtocolParameter([name]: readonly [name: string, value: string]): boolean {
  return name.startsWith('oauth_');
}

/** Neither an escape nor what RFC 1738 lets stand unescaped, nor the `~` that it did not yet. */
const NOT_FORM_ENCODED = /[^A-Za-z0-9$_.+!*'(),;/?:@=&~%-]|%(?![0-9A-Fa-f]{2})/;

/**
 * Whether a body is one whose parameters are signed: single-part, announced as a form, and encoded as one. A
 * charset behind the media type does not change what it is.
 * @see RFC 5849 section 3.4.1.3.1, HTML 4.01 section 17.13.4.1
 */
export function isForm(contentType: string | undefined, body: string): boolean {
  const announced = /^\s*application\/x-www-form-urlencoded\s*(?:;|$)/i.test(contentType ?? '');
  return announced && !NOT_FORM_ENCODED.test(body);
}

/**
 * Decode the parameters of a request. Query and body are forms, in which `+` is a space.
 * @see RFC 5849 section 3.4.1.3.1
 */
export function parameterSources({
  authorization,
  query,
  body,
  contentType,
}: ParameterInput): ParameterSources {
  const text = body.toString('utf8');
  return {
    header: authorization,
    query: decodeForm(query),
    form: isForm(contentType, text) ? decodeForm(text) : [],
  };
}

/** The parameters that a signature covers: those of all sources but the signature itself. */
export function signedParameters({ header, query, form }: ParameterSources): Parameters {
  return [...header, ...query, ...form].filter(([name]) => name !== 'oauth_signature');
}

/**
 * The parameters of a request that its signature covers, decoded, in the order header, query, form.
 * @see RFC 5849 section 3.4.1.3.1
 */
export function collectParameters(input: ParameterInput): Parameters {
  return signedParameters(parameterSources(input));
}
