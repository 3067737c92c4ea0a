import { HttpResponse, http } from 'msw';
import { afterEach, describe, expect, test } from 'vitest';
import { type InterceptedProviders, interceptProviders } from './index.ts';

let open: InterceptedProviders<never> | undefined;
afterEach(() => open?.close());

const form = (values: Record<string, string>) => ({ method: 'POST', body: new URLSearchParams(values) });

describe('interceptProviders', () => {
  test('answers at the platform`s own hosts, by the clock and the faults in hand, and keeps a journal', async () => {
    const mocks = await interceptProviders({
      platforms: ['acquia'],
      start: new Date('2026-01-02T03:04:05Z'),
    });
    open = mocks;
    const key = mocks.sandbox('acquia').state.createKey('unit test', 'c2VjcmV0');
    const credentials = { grant_type: 'client_credentials', client_id: key.id, client_secret: key.secret };
    const issued = await fetch('https://accounts.acquia.com/api/auth/oauth/token', form(credentials));
    const { access_token: token } = (await issued.json()) as { access_token: string };
    const call = async () => {
      const headers = { Authorization: `Bearer ${token}` };
      return (await fetch('https://cloud.acquia.com/api/account', { headers })).status;
    };
    const seen = [await call()];
    mocks.faults.arm({
      name: 'trouble',
      operation: 'account.get',
      times: 1,
      effect: { kind: 'respond', status: 503, headers: {}, body: '' },
    });
    seen.push(await call());
    mocks.clock.advance(300_000);
    seen.push(await call());
    expect(seen).toEqual([200, 503, 403]);
    expect(issued.headers.get('date')).toBe('Fri, 02 Jan 2026 03:04:05 GMT');
    expect(mocks.journal.exchanges.map(({ operation, request }) => [operation, request.url])).toEqual([
      ['token.issue', 'https://accounts.acquia.com/api/auth/oauth/token'],
      ...Array(3).fill(['account.get', 'https://cloud.acquia.com/api/account']),
    ]);
    expect(mocks.refused).toEqual([]);
  });

  test('nothing else is reached, and that is told of', async () => {
    const mocks = await interceptProviders({ platforms: ['clever-cloud'] });
    open = mocks;
    await expect(fetch('https://cloud.acquia.com/api/account')).rejects.toThrow(TypeError);
    expect(mocks.refused).toEqual(['GET https://cloud.acquia.com/api/account']);
  });

  test('several platforms have a clock, faults and a journal each', async () => {
    const mocks = await interceptProviders({
      platforms: ['acquia', 'clever-cloud'],
      settings: { 'clever-cloud': { signatures: 'lenient' } },
    });
    open = mocks;
    mocks.sandbox('acquia').clock.advance(5_000);
    expect(mocks.sandbox('acquia').clock.now()).toBeGreaterThan(mocks.sandbox('clever-cloud').clock.now());
    expect(mocks.sandbox('clever-cloud').settings.signatures).toBe('lenient');
    expect(() => mocks.clock).toThrow('Failed to choose one of 2 platforms');
    expect(() => mocks.sandbox('platformsh' as 'acquia')).toThrow('only acquia, clever-cloud was asked for');
  });

  test('handlers of the test`s own are asked first', async () => {
    const mine = http.get('https://mine.test/', () => HttpResponse.text('mine'));
    const mocks = await interceptProviders({ platforms: ['acquia'], handlers: [mine] });
    open = mocks;
    expect(await (await fetch('https://mine.test/')).text()).toBe('mine');
    expect((await fetch('https://cloud.acquia.com/api/account')).status).toBe(403);
    await expect(fetch('https://mine.test/elsewhere')).rejects.toThrow(TypeError);
  });

  test('one at a time, and a platform that is known', async () => {
    open = await interceptProviders({ platforms: ['acquia'] });
    await expect(interceptProviders({ platforms: ['acquia'] })).rejects.toThrow('Close that first');
    await open[Symbol.asyncDispose]();
    await expect(interceptProviders({ platforms: ['nowhere' as 'acquia'] })).rejects.toThrow(
      'no such provider',
    );
    open = await interceptProviders({ platforms: ['acquia'], seed: 'a' });
    expect(open.refused).toEqual([]);
  });
});
