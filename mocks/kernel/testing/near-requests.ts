import fc from 'fast-check';
import { oddHeader } from './odd-text.ts';

/** A call that the platform would carry out as it stands. */
export interface WholeCall {
  readonly method: string;
  readonly place: string;
  /** What stands for a credential that is known only later. */
  readonly credentials: string;
  /** One of these, where the call has a body. */
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
}

/** A call, by what is in it. */
export const sent = (
  method: string,
  place: string,
  credentials: string,
  body: Pick<WholeCall, 'json' | 'form'>,
): WholeCall => ({ method, place, credentials, ...body });

/** At the least, one value in so many is odd. */
const ODD_ONE_IN = 4;

const oddText = fc.constantFrom(
  '',
  ' ',
  '\0',
  '%',
  '\ud800',
  '\r\nX: y',
  '__proto__',
  '-1',
  '9'.repeat(400),
  '../..',
  'https://[',
  '"<b>',
);
/** `undefined` leaves a member out. */
const oddValue = fc.oneof(
  oddText,
  fc.constantFrom(undefined, null, true, -1, 1e308, [], [[null]], {}, { length: 1 }),
  // What String() throws at.
  fc.constantFrom({ toString: 1 }, [{ toString: 1 }], JSON.parse('{"__proto__":{"toString":1}}')),
);

/** Calls as a client would send them, but for one more header and some values in their bodies. */
export function nearRequests(calls: readonly WholeCall[], headers: readonly string[]) {
  return fc.constantFrom(...calls).chain(({ method, place, credentials, json, form }) =>
    fc.record({
      method: fc.constant(method),
      place: fc.constant(place),
      tail: fc.constant(''),
      credentials: fc.constant(credentials),
      contentType: fc.constant(form === undefined ? 'application/json' : 'application/x-www-form-urlencoded'),
      header: oddHeader(headers),
      body: (form === undefined ? nearJson(json) : nearForm(form)).map(text => Buffer.from(text)),
    }),
  );
}

/** A text of JSON that holds this, but for some odd values. */
export function nearJson(json: unknown): fc.Arbitrary<string> {
  return nearly(json, oneInOf(json), oddValue).map(value => JSON.stringify(value) ?? '');
}

function nearForm(form: Readonly<Record<string, string>>): fc.Arbitrary<string> {
  return whole(form, oneInOf(form), oddText).map(made => new URLSearchParams(made as typeof form).toString());
}

const oneInOf = (body: unknown) => Math.max(ODD_ONE_IN, valuesIn(body));

/** The value, but for one in so many of those in it. */
function nearly(value: unknown, oneIn: number, odd: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof({ arbitrary: whole(value, oneIn, odd), weight: oneIn - 1 }, odd);
}

function whole(value: unknown, oneIn: number, odd: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  if (value === null || typeof value !== 'object') return fc.constant(value);
  if (Array.isArray(value)) return fc.tuple(...value.map(item => nearly(item, oneIn, odd)));
  const members = Object.entries(value).map(([name, member]) => [name, nearly(member, oneIn, odd)] as const);
  return fc.record(Object.fromEntries(members));
}

function valuesIn(json: unknown): number {
  if (json === null || typeof json !== 'object') return 1;
  return Object.values(json).reduce<number>((sum, value) => sum + valuesIn(value), 1);
}
