import { type Arrived, decodeEscapes, isOwn, type Parameter, type Place } from './arrived.ts';
import type { Family, Mistake } from './mistake.ts';

type Edit = (parameters: readonly Parameter[], arrived: Arrived) => readonly Parameter[];

/** What goes wrong in collecting the parameters (RFC 5849 section 3.4.1.3.1). */
export const mistakesInParameters: Family = ({ arrived }) => [
  ...(['query', 'form'] as const).flatMap(place => [
    plusNotDecoded(place),
    mistake(
      `${place}-not-decoded`,
      `The parameters of the ${place} were not decoded before signing, so that they were encoded twice.`,
      at(place, asWritten),
    ),
    mistake(`${place}-left-out`, `The parameters of the ${place} were left out of the signature.`, list =>
      list.filter(p => p.place !== place || isOwn(p)),
    ),
  ]),
  mistake(
    'utf-8-twice',
    'Text was encoded as UTF-8 twice before signing, because its bytes were taken for characters.',
    list => list.map(p => ({ ...p, name: bytesAsText(p.name), value: bytesAsText(p.value) })),
  ),
  mistake('repeated-key-dropped', 'Of a repeated parameter only the first was signed.', once('first')),
  mistake('repeated-key-dropped', 'Of a repeated parameter only the last was signed.', once('last')),
  mistake('repeated-key-numbered', 'A repeated parameter a was signed as a[0], a[1], …', numbered),
  mistake('empty-value-dropped', 'Parameters with an empty value were not signed.', list =>
    list.filter(p => p.value !== ''),
  ),
  {
    id: 'equals-sign-dropped',
    text: 'A parameter with an empty value was signed without its =.',
    change: recipe => ({ pair: (name, value) => (value === '' ? name : recipe.pair(name, value)) }),
  },
  ...bodyIncluded(arrived),
  ...realmIncluded(arrived),
  ...ownLeftOut(arrived),
  ...unsentSigned(arrived),
];

function mistake(id: string, text: string, edit: Edit): Mistake {
  return { id, text, change: recipe => ({ parameters: a => edit(recipe.parameters(a), a) }) };
}

/** The client's own parameters are added when the rest has been read. */
function at(place: Place, change: (parameter: Parameter) => Parameter): Edit {
  return list => list.map(p => (p.place === place && !isOwn(p) ? change(p) : p));
}

function asWritten(parameter: Parameter): Parameter {
  return { ...parameter, name: parameter.written[0], value: parameter.written[1] };
}

function plusNotDecoded(place: 'query' | 'form'): Mistake {
  const text = `\`+\` in the ${place} was not decoded as a space before signing.`;
  return mistake(
    `plus-in-${place}-not-decoded`,
    text,
    at(place, p => ({ ...p, name: decodeEscapes(p.written[0]), value: decodeEscapes(p.written[1]) })),
  );
}

function once(kept: 'first' | 'last'): Edit {
  return list => {
    const names = list.map(p => p.name);
    return list.filter(
      (p, i) => (kept === 'first' ? names.indexOf(p.name) : names.lastIndexOf(p.name)) === i,
    );
  };
}

const numbered: Edit = list => {
  const count = (name: string, before: number) => list.slice(0, before).filter(p => p.name === name).length;
  return list.map((p, i) =>
    count(p.name, list.length) < 2 ? p : { ...p, name: `${p.name}[${count(p.name, i)}]` },
  );
};

const bytesAsText = (text: string) => Buffer.from(text, 'utf8').toString('latin1');

const inForm = (name: string, value: string): Parameter => ({
  place: 'form',
  name,
  value,
  written: [name, value],
});

/** A body that is no form has no parameters, whatever it looks like. */
function bodyIncluded({ body, bodyIsForm }: Arrived): Mistake[] {
  if (bodyIsForm || body === '') return [];
  const members = jsonMembers(body);
  const text = `The ${members === undefined ? '' : 'JSON '}body was signed, although it is no form.`;
  const id = members === undefined ? 'body-included' : 'json-body-included';
  const readings = [
    ...(members === undefined ? [] : [members.map(([name, value]) => inForm(name, value))]),
    [...new URLSearchParams(body)].map(([name, value]) => inForm(name, value)),
    [inForm(body, '')],
  ];
  return readings.map(extra => mistake(id, text, list => [...list, ...extra]));
}

function jsonMembers(body: string): [string, string][] | undefined {
  try {
    const json: unknown = JSON.parse(body);
    if (json === null || typeof json !== 'object') return undefined;
    return Object.entries(json).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]);
  } catch {
    return undefined;
  }
}

function realmIncluded({ realm }: Arrived): Mistake[] {
  if (realm === undefined) return [];
  const own: Parameter = { place: 'header', name: 'realm', value: realm, written: ['realm', realm] };
  return [
    mistake('realm-included', 'The realm was signed; it is no part of the signature.', list => [
      own,
      ...list,
    ]),
  ];
}

function ownLeftOut({ parameters }: Arrived): Mistake[] {
  return parameters
    .filter(isOwn)
    .map(({ name }) =>
      mistake('protocol-parameter-left-out', `${name} was sent but not signed.`, list =>
        list.filter(p => p.name !== name),
      ),
    );
}

/** Parameters that a client signs out of habit and then leaves out of the request. */
function unsentSigned({ parameters }: Arrived): Mistake[] {
  const usual = [
    ['oauth_version', '1.0'],
    ['oauth_token', ''],
  ] as const;
  return usual
    .filter(([name]) => !parameters.some(p => p.name === name))
    .map(pair => {
      const extra: Parameter = { place: 'header', name: pair[0], value: pair[1], written: pair };
      return mistake('unsent-parameter-signed', `${pair[0]} was signed but not sent.`, list => [
        ...list,
        extra,
      ]);
    });
}
