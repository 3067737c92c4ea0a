import { expect, test } from 'vitest';
import { Browser } from '../browser.ts';
import { AWKWARD, testPlatforms } from '../platform.ts';
import { apiTokenRealmMockMutants } from './index.ts';

const platforms = testPlatforms();

/** An unknown value and an unknown id stand for nothing: there is nobody to let in by overlooking these. */
const NOT_OVERLOOKED = ['token is known', 'token exists'];

test('every check that the mock makes on the way to a good answer has a mock that does without it', async () => {
  const platform = platforms.open({ adminLock: true });
  const { state, sandbox } = platform;
  const mine = platform.tokenOf(state.user, 'projects.read', 'tokens.write');
  const admin = platform.tokenOf(state.admin, 'tokens.manage.all');
  const authorization = `apiToken ${AWKWARD}`;
  await platform.call(`/api/v1/metrics?apiToken=${encodeURIComponent(AWKWARD)}`, {
    headers: { authorization },
  });
  await platform.get('/usage', mine);
  await platform.get('/_console/tokens?scope=all', admin);
  await platform.send('POST', `/_console/tokens/${mine.id}/deactivate`, undefined, admin);
  state.activate(mine);
  await platform.send('POST', `/_console/tokens/${mine.id}/activate`, undefined, mine);
  const browser = new Browser(platform);
  await browser.openTokens();
  await browser.press('Generate', { name: 'ci job' });
  const trail = sandbox.journal.exchanges.flatMap(e => e.decisions);
  const made = new Set(trail.filter(({ ok }) => ok).map(({ check }) => check));
  expect(made.size).toBe(19);
  const without = [...NOT_OVERLOOKED, ...apiTokenRealmMockMutants.map(({ check }) => check)];
  expect([...made].filter(check => !without.includes(check))).toEqual([]);
});
