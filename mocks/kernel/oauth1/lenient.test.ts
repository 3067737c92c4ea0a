import { describe, expect, test } from 'vitest';
import { type OAuth1Request, signingKey } from './index.ts';
import { FORM, SECONDS, SECRETS, server, signedRequest } from './testing/signed-request.ts';

const lenient = () => server({ mode: 'lenient' });

describe('lenient mode', () => {
  const plain = { oauth_signature: signingKey(SECRETS) };
  test.each<[lenience: string, problem: string, () => OAuth1Request]>([
    [
      'oauth_signature_method is absent: taken as PLAINTEXT',
      'parameter_absent',
      () =>
        signedRequest({
          own: {
            ...plain,
            oauth_signature_method: undefined,
            oauth_nonce: undefined,
            oauth_timestamp: undefined,
            oauth_version: undefined,
          },
        }),
    ],
    [
      'left out of the signature: parameters of the form',
      'signature_invalid',
      () => ({ ...signedRequest(), body: Buffer.from('a=1'), contentType: FORM }),
    ],
    [
      'left out of the signature: parameters of the query',
      'signature_invalid',
      () => ({ ...signedRequest({ url: 'http://h:8/v2' }), url: 'http://h:8/v2?a=1' }),
    ],
    [
      'left out of the signature: parameters of the form and of the query',
      'signature_invalid',
      () => ({
        ...signedRequest({ url: 'http://h:8/v2' }),
        url: 'http://h:8/v2?a=1',
        body: Buffer.from('a=1'),
        contentType: FORM,
      }),
    ],
    [
      'not percent-encoded in the header: oauth_signature',
      'parameter_rejected',
      () => {
        const { authorization, ...rest } = signedRequest();
        return {
          ...rest,
          authorization: authorization.replaceAll('%3D', '=').replaceAll('%2F', '/').replaceAll('%2B', '+'),
        };
      },
    ],
    [
      'the timestamp is 301 seconds off',
      'timestamp_refused',
      () => signedRequest({ own: { oauth_timestamp: String(SECONDS - 301) } }),
    ],
  ])('accepts and reports: %s', (lenience, problem, make) => {
    const accepted = lenient()(make());
    expect(accepted).toMatchObject({ ok: true, leniences: [lenience] });
    expect(accepted.trail.every(d => d.ok)).toBe(true);
    expect(accepted.trail.filter(d => d.got.includes('let pass'))).toHaveLength(1);
    expect(server()(make())).toMatchObject({ ok: false, problem });
  });

  test.each(['form', 'query'] as const)('protocol parameters in the %s are signed all the same', place => {
    const sent = signedRequest({ place, method: 'POST', url: 'http://h:8/v2?' });
    const url = `${sent.url}&b=2`;
    const body = Buffer.from(`c=3&${sent.body}`);
    const unsigned = place === 'form' ? { ...sent, body } : { ...sent, url };
    expect(lenient()(unsigned)).toMatchObject({
      ok: true,
      leniences: [`left out of the signature: parameters of the ${place}`],
    });
    const changed = {
      ...unsigned,
      url: url.replace('n1', 'n2'),
      body: Buffer.from(`${body}`.replace('n1', 'n2')),
    };
    expect(lenient()(changed)).toMatchObject({ ok: false, problem: 'signature_invalid' });
  });

  test('reports a nonce that was used before', () => {
    const verify = lenient();
    expect([verify(signedRequest()), verify(signedRequest())]).toMatchObject([
      { ok: true, leniences: [] },
      { ok: true, leniences: ['the nonce was used before'] },
    ]);
  });

  test('reports nothing of a request that is right', () => {
    expect(lenient()(signedRequest({ method: 'POST', body: 'a=1' }))).toMatchObject({
      ok: true,
      leniences: [],
    });
  });

  test('keeps what nobody sees real clients leave out', () => {
    const refused: [OAuth1Request, string][] = [
      [{ ...signedRequest(), method: 'PUT' }, 'signature_invalid'],
      [signedRequest({ own: { oauth_nonce: undefined } }), 'parameter_absent'],
      [signedRequest({ own: { oauth_version: '2.0' } }), 'version_rejected'],
      [
        signedRequest({ own: { oauth_signature_method: 'HMAC-SHA256', oauth_signature: 'x' } }),
        'signature_method_rejected',
      ],
    ];
    for (const [sent, problem] of refused) expect(lenient()(sent)).toMatchObject({ ok: false, problem });
  });
});
