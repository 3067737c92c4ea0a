import { expect, test } from 'vitest';
import { VirtualClock } from './clock.ts';
import { TokenStore } from './tokens.ts';

function store() {
  const clock = new VirtualClock(() => 0, 1_000);
  const tokens = new TokenStore(clock);
  const issue = (value: string, clientId = 'me') =>
    tokens.issue({ value, clientId, scope: undefined, lifetimeMs: 300_000, issuedIn: 1 });
  return { clock, tokens, issue };
}

test('alive at 299.999 s and dead at 300.000 s from issue', () => {
  const { clock, tokens, issue } = store();
  const token = issue('a');
  clock.advance(299_999);
  expect(tokens.stateOf(token)).toBe('live');
  clock.advance(1);
  expect(tokens.stateOf(token)).toBe('expired');
});

test('a token keeps where it came from, and a name that says nothing of its value', () => {
  const { tokens, issue } = store();
  issue('a');
  expect(issue('b', 'you')).toEqual({
    id: 't2',
    value: 'b',
    clientId: 'you',
    scope: undefined,
    issuedAt: 1_000,
    expiresAt: 301_000,
    revoked: false,
    issuedIn: 1,
    usedIn: [],
  });
  expect(tokens.all.map(t => t.value)).toEqual(['a', 'b']);
  expect([tokens.find('b')?.id, tokens.find('c')]).toEqual(['t2', undefined]);
});

test('a token that does not expire is alive whenever the clock says, and has an end that can be written', () => {
  const { clock, tokens } = store();
  const lifetimeMs = Number.POSITIVE_INFINITY;
  const token = tokens.issue({ value: 'a', clientId: 'me', scope: undefined, lifetimeMs, issuedIn: 1 });
  clock.set(Date.UTC(9000, 0, 1));
  expect(tokens.stateOf(token)).toBe('live');
  expect(new Date(token.expiresAt).toISOString()).toBe('9999-12-31T00:00:00.000Z');
});

test('no value is issued twice', () => {
  const { issue } = store();
  issue('a');
  expect(() => issue('a')).toThrow('was issued before');
});

test('expireAll ends the live ones now, and leaves the times of the dead', () => {
  const { clock, tokens, issue } = store();
  const old = issue('old');
  clock.advance(300_000);
  const young = issue('young');
  clock.advance(5);
  tokens.expireAll();
  expect([tokens.stateOf(young), young.expiresAt, old.expiresAt]).toEqual(['expired', 301_005, 301_000]);
  expect(tokens.stateOf(issue('next'))).toBe('live');
});

test('revokeAll ends those of one client only, and they are told from expired ones', () => {
  const { clock, tokens, issue } = store();
  const [mine, yours] = [issue('a', 'me'), issue('b', 'you')];
  tokens.revokeAll('me');
  expect([tokens.stateOf(mine), tokens.stateOf(yours)]).toEqual(['revoked', 'live']);
  clock.advance(300_000);
  expect([tokens.stateOf(mine), tokens.stateOf(yours)]).toEqual(['revoked', 'expired']);
});
