import { type Judgement, met, unmet } from '../judgement.ts';
import { type Answer, answeredStatus } from '../provider.ts';

/** R1: nobody is let in, and the answer says by what one would be (RFC 9110 section 15.5.2). */
export function notLetIn(answer: Answer): Judgement {
  const refused = answeredStatus(answer, 401);
  if (!refused.met) return refused;
  const challenge = answer.headers['www-authenticate'] ?? 'no challenge';
  if (challenge.startsWith('apiToken')) return met('the platform lets nobody in');
  return unmet('The refusal does not say what would let somebody in.', {
    expected: 'WWW-Authenticate: apiToken …',
    sent: challenge,
  });
}

/** R3: a request is described with these permissions. */
export function describedWith(docs: string, request: string, wanted: string): Judgement {
  const [method, path] = request.split(' ');
  const { requests = [] } = JSON.parse(docs) as { requests?: Record<string, string | string[]>[] };
  const found = requests.find(r => r.method === method && r.path === path);
  const { allOf, oneOf } = (found ?? {}) as Record<string, string[] | undefined>;
  const sent = allOf ? `all of ${allOf.join(', ')}` : oneOf ? `one of ${oneOf.join(', ')}` : 'nothing';
  if (sent === wanted) return met(`${request} is described as asking for ${sent}`);
  return unmet('A request is not described with the permissions that it asks for.', {
    expected: wanted,
    sent: `${sent} for ${request}`,
  });
}
