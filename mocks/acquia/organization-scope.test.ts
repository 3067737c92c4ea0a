import { expect, test } from 'vitest';
import { testPlatforms } from './testing/platform.ts';

const platforms = testPlatforms();

/** A platform with two SSO organizations beside the open one, an application in each. */
function withSso() {
  const platform = platforms.open();
  const { state } = platform.sandbox;
  const [one, two] = ['One', 'Two'].map(name => state.addOrganization({ name, sso: true })) as [
    ReturnType<typeof state.addOrganization>,
    ReturnType<typeof state.addOrganization>,
  ];
  const site = state.addApplication(one, 'one-site');
  state.addApplication(two, 'two-site');
  return { platform, one, two, site, scopeOf: (o: { uuid: string }) => `organization:${o.uuid}` };
}

test('the answer to a scoped exchange names the scope', async () => {
  const { platform, one, scopeOf } = withSso();
  const { json } = await platform.exchange({ scope: scopeOf(one) });
  expect(json.scope).toBe(scopeOf(one));
  expect(platform.sandbox.tokens.all[0]!.scope).toBe(scopeOf(one));
});

test.each([
  ['an application', (x: ReturnType<typeof withSso>) => `/applications/${x.site.uuid}`],
  ['the applications', (x: ReturnType<typeof withSso>) => `/organizations/${x.one.uuid}/applications`],
  [
    'a download',
    (x: ReturnType<typeof withSso>) =>
      `/environments/12-${x.site.uuid}/databases/db/backups/1/actions/download`,
  ],
])('%s of an SSO organization opens to a token of its own scope only (A19-A23)', async (_name, pathOf) => {
  const x = withSso();
  const own = await x.platform.get(pathOf(x), x.scopeOf(x.one));
  expect([200, 301]).toContain(own.status);
  for (const scope of ['', x.scopeOf(x.two)]) {
    const { status, json } = await x.platform.get(pathOf(x), scope);
    expect(status).toBe(403);
    expect(json).toEqual({
      error: 'additional_authentication_required',
      message: 'This resource requires additional authentication.',
    });
  }
});

test('a backup of an SSO organization is not begun by an unscoped token', async () => {
  const { platform, site } = withSso();
  const path = `/environments/12-${site.uuid}/databases/db/backups`;
  expect((await platform.send('POST', path, {})).status).toBe(403);
  expect(platform.sandbox.state.notifications).toEqual([]);
});

test('the scope on the API call instead of the token request opens nothing (d4)', async () => {
  const { platform, one, site, scopeOf } = withSso();
  const path = `/applications/${site.uuid}?scope=${encodeURIComponent(scopeOf(one))}`;
  expect((await platform.get(path)).status).toBe(403);
});

test('resources without SSO stay open, to any token (A23)', async () => {
  const { platform, one, scopeOf } = withSso();
  const open = platform.sandbox.state.applications[0]!;
  for (const scope of ['', scopeOf(one)]) {
    expect((await platform.get(`/applications/${open.uuid}`, scope)).json.name).toBe('meadow-site');
  }
});

test('lists hold what the credential opens, and no word of the rest', async () => {
  const { platform, one, scopeOf } = withSso();
  const names = async (scope: string) =>
    (await platform.get('/applications', scope)).json._embedded.items.map(
      (item: { name: string }) => item.name,
    );
  expect(await names('')).toEqual(['meadow-site']);
  expect(await names(scopeOf(one))).toEqual(['meadow-site', 'one-site']);
});

test('the list of organizations tells which of them use SSO', async () => {
  const { platform } = withSso();
  const { json } = await platform.get('/organizations');
  const flags = json._embedded.items.map((item: { flags: object }) => item.flags);
  expect(flags).toEqual([false, true, true].map(federated_authentication => ({ federated_authentication })));
});

test('the trail says what was asked for and what came', async () => {
  const { platform, one, site, scopeOf } = withSso();
  const open = platform.sandbox.state.applications[0]!;
  await platform.get(`/applications/${site.uuid}`);
  await platform.get(`/applications/${site.uuid}`, scopeOf(one));
  await platform.get(`/applications/${open.uuid}`);
  const trail = platform.sandbox.journal.exchanges.flatMap(e => e.decisions);
  const seen = trail.filter(d => d.check === 'credential opens this organization');
  expect(seen.map(({ expected, got, ok }) => [expected, got, ok])).toEqual([
    [scopeOf(one), 'no scope', false],
    [scopeOf(one), scopeOf(one), true],
    ['any credential', 'no scope', true],
  ]);
});
