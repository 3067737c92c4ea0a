import { expect, test } from 'vitest';
import { START, testPlatforms } from '../testing/platform.ts';

const platforms = testPlatforms();

test('the user has the members that clients read, and shows no secret (b5)', async () => {
  const platform = platforms.open();
  const { user } = platform.state;
  const { status, headers, json, text } = await platform.get('/v2/self');
  expect([status, headers.get('content-type')]).toEqual([200, 'application/json']);
  expect(json).toEqual({
    id: expect.stringMatching(/^user_[0-9a-f-]{36}$/),
    email: 'ada@example.com',
    name: 'Ada Moreno',
    phone: '',
    address: '',
    city: '',
    zipcode: '',
    country: 'FR',
    avatar: '',
    creationDate: START,
    lang: 'EN',
    emailValidated: true,
    oauthApps: [],
    admin: false,
    canPay: true,
    preferredMFA: 'NONE',
    hasPassword: true,
    partnerId: expect.any(String),
    partnerName: 'default',
    partnerConsoleUrl: '',
  });
  for (const secret of [user.password!, user.totpKey.toString('hex')]) expect(text).not.toContain(secret);
});

test('MFA, and an account linked by GitHub, can be told from the user (b4, b5)', async () => {
  const platform = platforms.open();
  const gil = platform.state.people.addUser({
    name: 'Gil Hub',
    email: 'gil@example.com',
    mfa: true,
    hasPassword: false,
  });
  const { json } = await platform.get('/v2/self', platform.tokenOf(gil));
  expect(json).toMatchObject({ preferredMFA: 'TOTP', hasPassword: false, oauthApps: ['github'] });
});

test('the summary holds the user and what their organisations own, nothing of others (b5)', async () => {
  const platform = platforms.open();
  const { state } = platform;
  const bob = state.people.addUser({ name: 'Bob Okafor', email: 'bob@example.com' });
  const other = state.people.addOrganisation({ name: 'Harbour', members: [bob] });
  state.people.addApplication(other, 'harbour-site');
  state.people.addApplication(state.user, 'my-own');
  const { json, text } = await platform.get('/v2/summary');
  const named = (items: { name: string }[]) => items.map(({ name }) => name);
  expect(json.user).toMatchObject({ email: 'ada@example.com', addons: [], consumers: [], providers: [] });
  expect(named(json.user.applications)).toEqual(['my-own']);
  expect(json.organisations).toEqual([
    {
      id: state.organisation.id,
      name: 'Meadow',
      avatar: null,
      applications: [expect.objectContaining({ name: 'meadow-site' })],
      addons: [],
      consumers: [expect.objectContaining({ key: platform.consumer.key })],
      providers: [],
      role: 'ADMIN',
      vatState: 'VALID',
      canPay: true,
      canSEPA: false,
      cleverEnterprise: false,
      emergencyNumber: null,
      isTrusted: false,
    },
  ]);
  for (const secret of [platform.consumer.secret, 'harbour', state.user.password!])
    expect(text).not.toContain(secret);
  expect((await platform.get('/v2/summary', platform.tokenOf(bob))).json.organisations).toHaveLength(1);
});

test('applications are an array, each with an id (V17)', async () => {
  const platform = platforms.open();
  const { organisation, people, user } = platform.state;
  const { json } = await platform.get(`/v2/organisations/${organisation.id}/applications`);
  expect(json).toEqual([
    expect.objectContaining({ id: people.applications[0]!.id, name: 'meadow-site', zone: 'par', env: [] }),
  ]);
  expect(json[0]).toMatchObject({
    id: expect.stringMatching(/^app_[0-9a-f-]{36}$/),
    instance: { type: 'node' },
    state: 'SHOULD_BE_UP',
    deployUrl: expect.stringContaining(json[0].id),
  });
  const own = people.addApplication(user, 'mine');
  for (const path of ['/v2/self', `/v2/organisations/${user.id}`])
    expect((await platform.get(`${path}/applications`)).json).toEqual([
      expect.objectContaining({ id: own.id }),
    ]);
  const one = await platform.get(`/v2/organisations/${organisation.id}/applications/${json[0].id}`);
  expect(one.json).toEqual(json[0]);
});

test('an application of somebody else is error 4002 (b6)', async () => {
  const platform = platforms.open();
  const { organisation, people, user } = platform.state;
  const own = people.addApplication(user, 'mine');
  for (const id of [own.id, 'app_x']) {
    const { status, json } = await platform.get(`/v2/organisations/${organisation.id}/applications/${id}`);
    expect([status, json]).toEqual([
      404,
      { id: 4002, message: 'This application is not yours', type: 'error' },
    ]);
  }
});

test.each(['applications', 'applications/x', 'consumers', 'consumers/x', 'consumers/x/secret'])(
  "an organisation that is not the user's has no %s",
  async path => {
    const platform = platforms.open();
    const bob = platform.state.people.addUser({ name: 'Bob Okafor', email: 'bob@example.com' });
    const token = platform.tokenOf(bob);
    for (const id of [platform.state.organisation.id, platform.state.user.id, 'x']) {
      const { status, json } = await platform.get(`/v2/organisations/${id}/${path}`, token);
      expect([status, json.message]).toEqual([404, 'This organisation does not exist']);
    }
  },
);

test('zones have the members that clients read, and are the same for everybody (b5)', async () => {
  const platform = platforms.open();
  const { status, headers, json } = await platform.call('/api/v4/products/zones');
  expect([status, headers.get('content-type')]).toEqual([200, 'application/json']);
  expect(json.map((zone: { name: string }) => zone.name)).toEqual(['par', 'rbx', 'mtl']);
  expect(json[0]).toEqual({
    id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    name: 'par',
    country: 'France',
    countryCode: 'FR',
    city: 'Paris',
    displayName: null,
    lat: 48.8566,
    lon: 2.3522,
    outboundIPs: [],
    tags: ['region:eu', 'for:applications', 'infra:clever-cloud'],
  });
  expect(json[2].tags).toContain('region:na');
  expect((await platform.get('/v4/products/zones')).json).toEqual(json);
});

test('an invoice is bytes that are no UTF-8, to the last one (V17, d16)', async () => {
  const platform = platforms.open();
  const { organisation, people } = platform.state;
  const [invoice] = people.invoices;
  const url = `${platform.sandbox.endpoints.api}/v4/billing/organisations/${organisation.id}/${invoice!.number}.pdf`;
  const response = await fetch(url, { headers: { authorization: platform.header() } });
  const bytes = Buffer.from(await response.arrayBuffer());
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  expect(response.headers.get('content-length')).toBe(String(bytes.length));
  expect(bytes.equals(invoice!.pdf)).toBe(true);
  expect(Buffer.from(bytes.toString('utf8')).equals(bytes)).toBe(false);
  expect(platform.sandbox.journal.exchanges[0]!.response!.body.equals(bytes)).toBe(true);
});

test('an invoice is a PDF whose table of objects is right', () => {
  const { pdf } = platforms.open().state.people.invoices[0]!;
  const text = pdf.toString('latin1');
  expect(text).toMatch(/^%PDF-1\.7\n%[\x80-\xff]{128}\n1 0 obj\n/);
  expect(text).toMatch(/\n%%EOF\n$/);
  const start = Number(/startxref\n(\d+)\n/.exec(text)![1]);
  const [, count, rows] = /^xref\n0 (\d+)\n0000000000 65535 f \n((?:\d{10} 00000 n \n)+)trailer/.exec(
    text.slice(start),
  )!;
  const offsets = rows!
    .trim()
    .split('\n')
    .map(row => Number(row.slice(0, 10)));
  expect(offsets.map(offset => text.slice(offset, offset + 7))).toEqual([
    '1 0 obj',
    '2 0 obj',
    '3 0 obj',
    '4 0 obj',
  ]);
  expect(count).toBe('5');
  expect(text).toContain('/Title (Invoice F20260102-000001)');
});

test.each([
  ['another number', (id: string) => `${id}/F9`, 'invoice'],
  ["the user's own bills", (_id: string, user: string) => `${user}/F20260102-000001`, 'invoice'],
  ['an organisation of nobody', () => 'orga_x/F20260102-000001', 'organisation'],
])('%s leads to no invoice, in the form of v4 (b6)', async (_name, path, what) => {
  const platform = platforms.open();
  const { organisation, user } = platform.state;
  const { status, json } = await platform.get(
    `/v4/billing/organisations/${path(organisation.id, user.id)}.pdf`,
  );
  expect([status, json]).toEqual([
    404,
    { code: 'clever.core.not-found', error: `This ${what} does not exist` },
  ]);
});

test('settings: the text of a v4 error may be its message (b6, d14)', async () => {
  const { json } = await platforms.open({ v4ErrorMember: 'message' }).get('/v4/nothing');
  expect(json).toEqual({ code: 'clever.core.not-found', message: 'This resource does not exist' });
});

test('`clever login` polls unsigned until the user has let it in, and is answered once (b7)', async () => {
  const platform = platforms.open();
  const poll = (cliToken = 'abc-_') => platform.call(`/api/v2/self/cli_tokens?cli_token=${cliToken}`);
  const waiting = await poll();
  expect([waiting.status, waiting.json]).toEqual([
    404,
    { id: 404, message: 'Nobody has logged in yet', type: 'error' },
  ]);
  const token = platform.state.grantCliLogin('abc-_', platform.state.user);
  expect((await poll('other')).status).toBe(404);
  const { status, json } = await poll();
  expect(status).toBe(200);
  expect(json).toEqual({
    token: token.access.value,
    secret: token.secret,
    expirationDate: '2027-01-02T03:04:05.000Z',
  });
  expect((await platform.get('/v2/self', token)).json.email).toBe('ada@example.com');
  expect(platform.sandbox.journal.exchanges[2]!.issuedToken).toBe(token.access.id);
  expect((await poll()).status).toBe(404);
});

test('settings: the life of the CLI’s token', () => {
  const { state, sandbox } = platforms.open({ cliTokenLifetimeSeconds: 43_200 });
  expect(state.grantCliLogin('x', state.user).access.expiresAt - sandbox.clock.now()).toBe(43_200_000);
});
