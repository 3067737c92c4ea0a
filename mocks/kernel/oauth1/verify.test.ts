import { describe, expect, test } from 'vitest';
import type { OAuth1Request } from './index.ts';
import { FORM, SECONDS, SECRETS, type Shape, server, signedRequest } from './testing/signed-request.ts';

const METHODS = ['HMAC-SHA1', 'HMAC-SHA512', 'PLAINTEXT'];

describe.each(METHODS)('a request signed by %s', oauth_signature_method => {
  const own = { oauth_signature_method };
  test.each(['header', 'query', 'form'] as const)('is let in, its parameters in the %s', place => {
    const result = server()(signedRequest({ own, place, method: 'POST' }));
    expect(result).toMatchObject({
      ok: true,
      consumerKey: 'ck',
      method: oauth_signature_method,
      leniences: [],
    });
    expect(result).toHaveProperty('token.consumerKey', 'ck');
    expect(result.trail.every(d => d.ok)).toBe(true);
  });

  test('needs both secrets', () => {
    const other = { findConsumer: () => ({ secret: 'another' }) };
    expect(server(other)(signedRequest({ own }))).toMatchObject({ ok: false, problem: 'signature_invalid' });
    const token = { findToken: () => ({ secret: 'another', consumerKey: 'ck' }) };
    expect(server(token)(signedRequest({ own }))).toMatchObject({ ok: false, problem: 'signature_invalid' });
  });

  test.each(['', undefined])('needs a token only where one is required: %j', oauth_token => {
    const sent = signedRequest({ own: { ...own, oauth_token }, tokenSecret: '' });
    expect(server({ tokenRequired: false })(sent)).toMatchObject({ ok: true, token: undefined });
    expect(server()(sent)).toMatchObject({ ok: false, problem: 'parameter_absent' });
  });
});

describe('what a signature covers (V28)', () => {
  const base: Shape = { method: 'POST', url: 'http://h:8/v2/x?a=1&b=2', body: 'c=3' };
  const changes: [string, (r: OAuth1Request) => Partial<OAuth1Request>][] = [
    ['method', () => ({ method: 'PUT' })],
    ['scheme', r => ({ url: r.url.replace('http:', 'https:') })],
    ['port', r => ({ url: r.url.replace(':8/', ':9/') })],
    ['path', r => ({ url: r.url.replace('/x', '/X') })],
    ['query', r => ({ url: `${r.url}&d=` })],
    ['form', () => ({ body: Buffer.from('c=4') })],
    ['nonce', r => ({ authorization: r.authorization?.replace('n1', 'n2') })],
  ];
  test.each(changes)(
    'under HMAC a change of the %s is noticed, under PLAINTEXT it is not',
    (_what, change) => {
      for (const oauth_signature_method of METHODS) {
        const sent = signedRequest({ ...base, own: { oauth_signature_method } });
        const result = server()({ ...sent, ...change(sent) });
        expect(result.ok ? 'ok' : result.problem).toBe(
          oauth_signature_method === 'PLAINTEXT' ? 'ok' : 'signature_invalid',
        );
      }
    },
  );

  test.each<[string, (r: OAuth1Request) => Partial<OAuth1Request>]>([
    ['order of the query', r => ({ url: r.url.replace('a=1&b=2', 'b=2&a=1') })],
    ['way of escaping', r => ({ url: r.url.replace('a=1', '%61=%31') })],
    ['case of the host', r => ({ url: r.url.replace('//h:', '//H:') })],
    ['realm', r => ({ authorization: r.authorization?.replace('OAuth ', 'OAuth realm="x", ') })],
    ['charset of the form', () => ({ contentType: `${FORM}; charset=utf-8` })],
  ])('not the %s', (_what, change) => {
    const sent = signedRequest(base);
    expect(server()({ ...sent, ...change(sent) }).ok).toBe(true);
  });
});

describe('what is refused', () => {
  test.each<[problem: string, detail: RegExp, Shape]>([
    ['parameter_absent', /missing: oauth_consumer_key/, { own: { oauth_consumer_key: undefined } }],
    ['parameter_absent', /missing: oauth_signature$/, { own: { oauth_signature: '' } }],
    [
      'parameter_absent',
      /missing: oauth_timestamp, oauth_nonce/,
      { own: { oauth_timestamp: undefined, oauth_nonce: undefined } },
    ],
    ['parameter_absent', /missing: oauth_token/, { own: { oauth_token: undefined } }],
    [
      'parameter_absent',
      /oauth_signature_method is present: absent/,
      { own: { oauth_signature_method: undefined, oauth_signature: 'x' } },
    ],
    ['version_rejected', /oauth_version: 1.0a/, { own: { oauth_version: '1.0a' } }],
    ['version_rejected', /oauth_version/, { own: { oauth_version: '' } }],
    [
      'signature_method_rejected',
      /HMAC-SHA256, which this platform/,
      { own: { oauth_signature_method: 'HMAC-SHA256', oauth_signature: 'x' } },
    ],
    [
      'signature_method_rejected',
      /RSA-SHA1, which this platform/,
      { own: { oauth_signature_method: 'RSA-SHA1', oauth_signature: 'x' } },
    ],
    [
      'signature_method_rejected',
      /: hmac-sha1$/,
      { own: { oauth_signature_method: 'hmac-sha1', oauth_signature: 'x' } },
    ],
    ['parameter_rejected', /positive integer: -5/, { own: { oauth_timestamp: '-5' } }],
    ['parameter_rejected', /positive integer: 0/, { own: { oauth_timestamp: '0' } }],
    ['parameter_rejected', /positive integer: 1.7e9/, { own: { oauth_timestamp: '1.7e9' } }],
    ['consumer_key_unknown', /consumer key is known: other/, { own: { oauth_consumer_key: 'other' } }],
    ['token_rejected', /unknown/, { own: { oauth_token: 'other' } }],
    ['timestamp_refused', /within 300 seconds/, { own: { oauth_timestamp: String(SECONDS - 301) } }],
    ['timestamp_refused', /within 300 seconds/, { own: { oauth_timestamp: String(SECONDS + 301) } }],
  ])('%s: %s', (problem, detail, shape) => {
    const result = server()(signedRequest(shape));
    expect(result).toMatchObject({ ok: false, problem, detail: expect.stringMatching(detail) });
    expect(result.trail.at(-1)).toMatchObject({ ok: false });
    expect(result.trail.slice(0, -1).every(d => d.ok)).toBe(true);
  });

  test('a request without any of it, or with another scheme', () => {
    const nothing = { ...signedRequest(), authorization: undefined };
    expect(server()(nothing)).toMatchObject({ problem: 'parameter_absent' });
    expect(server()({ ...nothing, authorization: 'Bearer x' })).toMatchObject({
      problem: 'parameter_absent',
    });
  });

  test('a header that cannot be read, with the reason', () => {
    const authorization = signedRequest().authorization!.replaceAll('"', "'");
    expect(server()({ ...signedRequest(), authorization })).toMatchObject({
      problem: 'parameter_rejected',
      detail: expect.stringContaining('single quotes'),
    });
  });

  test('protocol parameters twice, or in two places', () => {
    const sent = signedRequest();
    const twice = { ...sent, authorization: `${sent.authorization}, oauth_nonce="n1"` };
    expect(server()(twice)).toMatchObject({
      problem: 'parameter_rejected',
      detail: expect.stringMatching(/repeated: oauth_nonce/),
    });
    const split = signedRequest({ url: 'http://h:8/?oauth_verifier=x' });
    expect(server()(split)).toMatchObject({
      problem: 'parameter_rejected',
      detail: expect.stringMatching(/header and query/),
    });
  });

  test('other parameters may repeat, but whatever begins with oauth_ is the protocol’s (3.5)', () => {
    expect(server()(signedRequest({ url: 'http://h:8/?a=1&a=1&xoauth_a=2' })).ok).toBe(true);
    const elsewhere = signedRequest({ url: 'http://h:8/?oauth_key=x' });
    expect(server()(elsewhere)).toMatchObject({ ok: false, problem: 'parameter_rejected' });
  });

  test('a token of another consumer, a dead one', () => {
    const find = (token: object) => ({
      findToken: () => ({ secret: SECRETS.tokenSecret, consumerKey: 'ck', ...token }),
    });
    expect(server(find({ consumerKey: 'ck2' }))(signedRequest())).toMatchObject({
      problem: 'token_rejected',
    });
    for (const problem of ['token_expired', 'token_revoked', 'token_used'] as const) {
      expect(server(find({ problem }))(signedRequest())).toMatchObject({ problem });
    }
  });
});

describe('nonce and timestamp', () => {
  test('a nonce is used once for its consumer, token and timestamp', () => {
    const verify = server();
    expect(verify(signedRequest()).ok).toBe(true);
    expect(verify(signedRequest())).toMatchObject({ problem: 'nonce_used' });
    expect(verify(signedRequest({ own: { oauth_nonce: 'n2' } })).ok).toBe(true);
    expect(verify(signedRequest({ own: { oauth_timestamp: String(SECONDS + 1) } })).ok).toBe(true);
  });

  test('a wrong signature uses up no nonce', () => {
    const verify = server();
    expect(verify({ ...signedRequest(), method: 'PUT' })).toMatchObject({ problem: 'signature_invalid' });
    expect(verify(signedRequest()).ok).toBe(true);
  });

  test('a timestamp at the edge of the window is in time', () => {
    for (const off of [300, -300]) {
      expect(server()(signedRequest({ own: { oauth_timestamp: String(SECONDS + off) } })).ok).toBe(true);
    }
  });

  test('PLAINTEXT needs neither, nor a version (3.1), and does not look at them (3.4.4)', () => {
    const verify = server();
    const own = { oauth_signature_method: 'PLAINTEXT', oauth_version: undefined };
    const bare = signedRequest({ own: { ...own, oauth_nonce: undefined, oauth_timestamp: undefined } });
    const old = signedRequest({ own: { ...own, oauth_timestamp: '1' } });
    for (const sent of [bare, bare, old, old])
      expect(verify(sent)).toMatchObject({ ok: true, leniences: [] });
  });
});

describe('the trail', () => {
  test('shows the base string and the signature expected, and never the signing key', () => {
    for (const oauth_signature_method of METHODS) {
      const sent = signedRequest({ own: { oauth_signature_method } });
      const other = { findToken: () => ({ secret: 'another!', consumerKey: 'ck' }) };
      const { trail } = server(other)(sent);
      expect(JSON.stringify(trail)).not.toMatch(/another%21|cs%20demo/);
    }
    const wrong = server()({ ...signedRequest(), method: 'PUT' });
    expect(wrong.trail.at(-1)!.expected).toMatch(
      /^[\w+/]{86}== over "PUT&http%3A%2F%2Fh%3A8%2Fv2%2Fself&a%3D1%26/,
    );
  });
});

test('RFC 5849 section 1.2: the three requests of the printing service are let in', () => {
  const key = 'dpf43f3p2l4k3l03';
  const verify = server({
    findConsumer: k => (k === key ? { secret: 'kd94hf93k423kf44' } : undefined),
    findToken: t =>
      ({
        hh5s93j4hdidpola: { secret: 'hdhd0244k9j7ao03', consumerKey: key },
        nnch734d00sl2jdk: { secret: 'pfkkdhi9sl3r4s00', consumerKey: key },
      })[t],
    tokenRequired: false,
  });
  const call = (method: string, url: string, authorization: string) =>
    verify({ method, url, authorization, body: Buffer.alloc(0), contentType: undefined, now: 137131200_000 });
  const initiate = call(
    'POST',
    'https://photos.example.net/initiate',
    `OAuth realm="Photos",
        oauth_consumer_key="dpf43f3p2l4k3l03",
        oauth_signature_method="HMAC-SHA1",
        oauth_timestamp="137131200",
        oauth_nonce="wIjqoS",
        oauth_callback="http%3A%2F%2Fprinter.example.com%2Fready",
        oauth_signature="74KNZJeDHnMBp0EMJ9ZHt%2FXKycU%3D"`,
  );
  const token = call(
    'POST',
    'https://photos.example.net/token',
    `OAuth realm="Photos",
        oauth_consumer_key="dpf43f3p2l4k3l03",
        oauth_token="hh5s93j4hdidpola",
        oauth_signature_method="HMAC-SHA1",
        oauth_timestamp="137131201",
        oauth_nonce="walatlh",
        oauth_verifier="hfdp7dh39dks9884",
        oauth_signature="gKgrFCywp7rO0OXSjdot%2FIHF7IU%3D"`,
  );
  const photos = call(
    'GET',
    'http://photos.example.net/photos?file=vacation.jpg&size=original',
    `OAuth realm="Photos",
        oauth_consumer_key="dpf43f3p2l4k3l03",
        oauth_token="nnch734d00sl2jdk",
        oauth_signature_method="HMAC-SHA1",
        oauth_timestamp="137131202",
        oauth_nonce="chapoH",
        oauth_signature="MdpQcU8iPSUjWoN%2FUDMsK2sui9I%3D"`,
  );
  expect([initiate.ok, token.ok, photos.ok]).toEqual([true, true, true]);
  expect(initiate.ok && initiate.protocol.get('oauth_callback')).toBe('http://printer.example.com/ready');
  expect(token.ok && token.protocol.get('oauth_verifier')).toBe('hfdp7dh39dks9884');
});
