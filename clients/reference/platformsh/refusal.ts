import { ClientFailure } from '../failure.ts';
import type { HttpResponse } from '../http.ts';
import { jsonObject } from '../json.ts';
import { reasonOfStatus } from '../reasons.ts';

const STEP_UP = 'insufficient_user_authentication';

/** Whether a response says that a new access token may help. Step-up wants the user, not a new token. */
export function refusesToken(response: HttpResponse): boolean {
  return response.status === 401 && !isStepUp(response);
}

/**
 * Whether the platform wants its user to log in afresh before it does this.
 * @see RFC 9470 section 3
 */
export function isStepUp({ status, headers }: HttpResponse): boolean {
  const challenge = headers['www-authenticate'] ?? '';
  return status === 401 && new RegExp(`\\berror="?${STEP_UP}\\b`, 'i').test(challenge);
}

/** @param what the call that was refused, as the beginning of a sentence */
export function refusal(what: string, response: HttpResponse): ClientFailure {
  const { status } = response;
  const stepUp = isStepUp(response);
  const body = jsonObject(response.body) ?? {};
  const code = stepUp ? STEP_UP : text(body.error);
  const told = [code, text(body.title), text(body.message), detail(body.detail)];
  const why = listed(told);
  const next = stepUp ? ' The user has to log in again; a new access token does not help.' : '';
  return new ClientFailure(
    reasonOfStatus(status),
    `${what} was refused with status ${status}${why === '' ? '' : `: ${why}`}.${next}`,
    { status, ...(code === undefined ? {} : { code }) },
  );
}

/** What a platform says of a refusal, as parts of one sentence. */
export function listed(told: readonly unknown[]): string {
  const parts = told.filter(part => typeof part === 'string' && part !== '') as string[];
  return parts.map(part => part.replace(/\.$/, '')).join(', ');
}

/** What is wrong with each field, where the platform says so. */
function detail(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return text(value);
  const fields = Object.entries(value).map(([name, wrong]) => `${name}: ${[wrong].flat().join(' ')}`);
  return fields.length === 0 ? undefined : fields.join(', ');
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
