import type { Exchange } from '../../../mocks/kernel/exchange.ts';
import { describe, type Evidence, exchangesOf, lastCall, numbers, succeeded } from '../evidence.ts';
import { type Judgement, met, unmet } from '../judgement.ts';
import { rootCause } from '../root-cause.ts';
import { noSecretInUrl } from '../secrecy.ts';

/** The rows that a variable can break, whatever its case was about. */
const PLACE = 'PSH-24';
const COMMAND = 'PSH-25';
const PREFIX = 'PSH-26';
const OTHERS = 'PSH-27';
const SENSITIVE = 'PSH-28';

/** A variable as the platform holds it. */
export interface HeldVariable {
  readonly name: string;
  readonly value: string;
  readonly isSensitive: boolean;
  /** Id of the environment; undefined for one of the project. */
  readonly environment: string | undefined;
}

/** What the client was asked to set. */
export type WantedVariable = HeldVariable & { readonly environment: string };

/** P24: the environment has the variable, under its name and with its value, and the caller knows. */
export function variableMade(
  evidence: Evidence,
  held: readonly HeldVariable[],
  wanted: WantedVariable,
): Judgement {
  const found = theVariable(held, wanted);
  const { outcome, exchanges } = lastCall(evidence);
  const told =
    outcome.outcome === 'ok' ? (Object(outcome.value ?? {}) as { name?: unknown }).name : undefined;
  if (found !== undefined && found.value === wanted.value && told === wanted.name)
    return met('the environment has the variable', exchanges);
  return unmet('The environment does not have the variable, or the caller was not told so.', {
    exchanges,
    expected: `${wanted.name} on ${wanted.environment}, with its value, and told by its name`,
    sent: found === undefined || told === undefined ? describe(outcome) : `told ${JSON.stringify(told)}`,
    hint: 'Send name and value as they were given.',
    ...mistake(evidence, held, wanted),
  });
}

/** P25: the documented command makes the documented request. */
export function createdAsDocumented(
  evidence: Evidence,
  held: readonly HeldVariable[],
  wanted: WantedVariable,
): Judgement {
  const request = creations(evidence).find(e => bodyOf(e).name === wanted.name) ?? creations(evidence)[0];
  const body = request === undefined ? {} : bodyOf(request);
  const place = `/environments/${encodeURIComponent(wanted.environment)}/variables`;
  const isThere = request?.request.target.split('?', 1)[0]?.endsWith(place) === true;
  if (isThere && body.name === wanted.name && body.is_sensitive === wanted.isSensitive)
    return met('the request is the documented one', lastCall(evidence).exchanges);
  return unmet('The variable was not asked for as documented.', {
    exchanges: request === undefined ? lastCall(evidence).exchanges : [request.n],
    expected: `POST …${place} with name ${wanted.name} and is_sensitive ${wanted.isSensitive}`,
    sent: request === undefined ? describe(lastCall(evidence).outcome) : inWords(request),
    hint: '--level environment is in the path, --name and --sensitive in the body.',
    ...mistake(evidence, held, wanted),
  });
}

/** P25: wherever a path holds the name of the variable, it is percent-encoded once (RFC 3986 section 2.4). */
export function nameEncodedOnce(evidence: Evidence, wanted: WantedVariable): Judgement {
  const requests = exchangesOf(evidence, lastCall(evidence));
  const inPath = (e: Exchange) => /\/variables\/([^?]*)/.exec(e.request.target)?.[1];
  const wrong = requests.filter(e => inPath(e) !== undefined && decoded(inPath(e)!) !== wanted.name);
  if (wrong.length === 0 && creations(evidence).length > 0)
    return met('every path holds the name, percent-encoded once', numbers(requests));
  return unmet('A path holds another name than that of the variable.', {
    exchanges: numbers(wrong),
    expected: encodeURIComponent(wanted.name),
    sent: wrong.map(e => inPath(e)).join(', ') || describe(lastCall(evidence).outcome),
    hint: 'Percent-encode the name as one segment of the path, once: env%3AFOO is neither env:FOO/ nor env%253AFOO.',
    ...(wrong.length === 0 ? rootCause(evidence) : {}),
  });
}

/** d12: a variable that was there already is told of as a failure, and is as it was. */
export function existingLeftAlone(
  evidence: Evidence,
  held: readonly HeldVariable[],
  before: WantedVariable,
): Judgement {
  const { outcome, exchanges } = lastCall(evidence);
  const same = held.some(one => one.name === before.name && one.value === before.value);
  const known = exchangesOf(evidence, lastCall(evidence)).some(saysThatItExists);
  if (!succeeded(outcome) && same && held.length === 1 && known)
    return met('the caller was told, and the variable is as it was', exchanges);
  return unmet('A variable that was there already was changed, or its creation told as a success.', {
    exchanges,
    expected: 'a failure that is told, and the variable as it was',
    sent: `${describe(outcome)}; the variable is ${same ? 'as it was' : 'another'}`,
    hint: '409 says that the variable exists: to create is not to change.',
    ...otherName(evidence, before),
    ...rootCause(evidence),
  });
}

/** P26: a program on the container finds the value under this name, on its own. */
export function foundOnItsOwn(
  evidence: Evidence,
  held: readonly HeldVariable[],
  wanted: WantedVariable,
  container: Readonly<Record<string, string>>,
): Judgement {
  const name = wanted.name.replace(/^env:/, '').toUpperCase();
  const { exchanges } = lastCall(evidence);
  if (container[name] === wanted.value) return met(`$${name} stands on its own`, exchanges);
  return unmet('A program on the container does not find the variable on its own.', {
    exchanges,
    expected: `$${name} with its value`,
    sent: container[name] === undefined ? `no $${name}` : 'another value',
    hint: 'The prefix env: is part of the name: send it as it is written.',
    ...mistake(evidence, held, wanted),
  });
}

/** P27: one with the prefix is no part of PLATFORM_VARIABLES, one without it is, and is nowhere else. */
export function placedByPrefix(
  evidence: Evidence,
  held: readonly HeldVariable[],
  wanted: WantedVariable,
  container: Readonly<Record<string, string>>,
): Judgement {
  const others = JSON.parse(Buffer.from(container.PLATFORM_VARIABLES ?? '', 'base64').toString('utf8'));
  const plain = wanted.name.replace(/^env:/, '');
  const inside = Object.values(others).includes(wanted.value);
  const outside = container[plain.toUpperCase()] === wanted.value;
  const { exchanges } = lastCall(evidence);
  const belongsInside = plain === wanted.name;
  if (inside === belongsInside && outside !== belongsInside)
    return met('the variable stands where its name says', exchanges);
  const where = [...(inside ? ['in PLATFORM_VARIABLES'] : []), ...(outside ? ['on its own'] : [])];
  return unmet('The variable does not stand where its name says.', {
    exchanges,
    expected: belongsInside ? 'in PLATFORM_VARIABLES alone' : 'on its own, and not in PLATFORM_VARIABLES',
    sent: where.join(' and ') || 'nowhere',
    hint: 'Create one variable, under the name that was given: env: puts it on its own, anything else goes to PLATFORM_VARIABLES.',
    ...mistake(evidence, held, wanted),
  });
}

/** P28: what was to be sensitive is, from the beginning, and nothing else is. */
export function sensitiveAsAsked(
  evidence: Evidence,
  held: readonly HeldVariable[],
  wanted: WantedVariable,
): Judgement {
  const first = creations(evidence)[0];
  const { exchanges, outcome } = lastCall(evidence);
  const kept = theVariable(held, wanted)?.isSensitive === wanted.isSensitive;
  const fromBeginning = first !== undefined && (bodyOf(first).is_sensitive === true) === wanted.isSensitive;
  if (kept && fromBeginning && succeeded(outcome))
    return met('the variable is as sensitive as was asked for', exchanges);
  return unmet('The variable is not as sensitive as was asked for, or the caller was told of a failure.', {
    exchanges,
    expected: `is_sensitive ${wanted.isSensitive} in the request that creates it, and a success`,
    sent: first === undefined ? describe(outcome) : `${inWords(first)}; ${describe(outcome)}`,
    hint: 'A sensitive value is in no answer: do not expect it back, and do not set the flag afterwards.',
    ...mistake(evidence, held, wanted),
  });
}

/** P28: nobody reads the value afterwards: not in a URL, and not in what everybody on the project sees. */
export function valueShownNowhere(
  evidence: Evidence,
  value: string,
  activities: readonly string[],
): Judgement {
  const telling = activities.find(text => text.includes(value));
  if (telling === undefined) return noSecretInUrl(evidence, [value]);
  return unmet('An activity of the project shows the value.', {
    exchanges: lastCall(evidence).exchanges,
    expected: 'activities that name the variable alone',
    sent: telling,
    hint: 'Names of variables are for everybody on the project to see.',
  });
}

/** The variable of that name, at the wanted environment. */
function theVariable(held: readonly HeldVariable[], { name, environment }: WantedVariable) {
  const found = held.filter(one => one.name === name && one.environment === environment);
  return found.length === 1 ? found[0] : undefined;
}

/** Requests to create a variable, during the last call. */
function creations(evidence: Evidence): Exchange[] {
  return exchangesOf(evidence, lastCall(evidence)).filter(e => e.operation === 'variables.create');
}

/** Whether an answer lets the client know that there is such a variable. */
function saysThatItExists({ operation, response }: Exchange): boolean {
  if (operation === 'variables.create') return response?.status === 409;
  return /^variables\.(?:get|list)$/.test(operation ?? '') && response?.status === 200;
}

function bodyOf({ request }: Exchange): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(request.body.toString('utf8')));
  } catch {
    return {};
  }
}

/** A request to create a variable, without its value. */
function inWords(exchange: Exchange): string {
  const { name, is_sensitive: sensitive } = bodyOf(exchange);
  const path = /\/projects\/[^?]*/.exec(exchange.request.target)?.[0] ?? exchange.request.target;
  return `${exchange.request.method} ${path} with name ${name} and is_sensitive ${sensitive}`;
}

/** What a path's segment stands for; what cannot be decoded stays as it is. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment.includes('/') ? '' : segment);
  } catch {
    return segment;
  }
}

/** Which row a client breaks that has not set the variable as it was asked to; empty where it has. */
function mistake(
  evidence: Evidence,
  held: readonly HeldVariable[],
  wanted: WantedVariable,
): Partial<Judgement> {
  const found = theVariable(held, wanted);
  const [request] = creations(evidence);
  if (request === undefined) return { cause: COMMAND, ...rootCause(evidence) };
  if (found === undefined) return { cause: COMMAND, ...otherName(evidence, wanted), ...rootCause(evidence) };
  if (found.value !== wanted.value) return { cause: PLACE };
  const asked = bodyOf(request).is_sensitive === true;
  const sensitive = found.isSensitive === wanted.isSensitive && asked === wanted.isSensitive;
  return sensitive && succeeded(lastCall(evidence).outcome) ? {} : { cause: SENSITIVE };
}

/** Which row a client breaks that has created a variable of another name than it was given; empty where it has not. */
function otherName(evidence: Evidence, wanted: WantedVariable): Partial<Judgement> {
  const names = creations(evidence).map(e => bodyOf(e).name);
  if (names.length === 0 || names.includes(wanted.name)) return {};
  if (`env:${names[0]}` === wanted.name) return { cause: PREFIX };
  return { cause: names[0] === `env:${wanted.name}` ? OTHERS : PLACE };
}
