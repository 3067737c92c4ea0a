import { describe, expect, it, vi } from 'vitest';

/** JavaScript without declarations. */
const imported = (name: string) => import(new URL(name, import.meta.url).href);
const { Application, partsOf } = await imported('./oauth2.mjs');
const { outcomeOf, told } = await imported('./oauth4webapi.mjs');

const CALL = { method: 'GET', path: '/user', query: [], headers: {}, body: null };

function application(mechanism: string, grants: object) {
  const call = vi.fn(async () => ({ outcome: 'response' }));
  const session = new Application({ mechanism, credentials: { apiKey: 'key' } }, { call, ...grants });
  return { session, call };
}

describe('what an application keeps around an OAuth 2 package', () => {
  it('hands an API key to each call', async () => {
    const { session, call } = application('api-key', {});
    await session.request(CALL);
    await session.request(CALL);
    expect(call.mock.calls).toEqual([
      ['key', CALL],
      ['key', CALL],
    ]);
  });

  it('applies for a token once, and keeps what renewing brings', async () => {
    const apply = vi.fn(async () => 'first');
    const renewed = vi.fn(async (tokens: string) => (tokens === 'first' ? 'second' : tokens));
    const { session, call } = application('client-credentials', { apply, renewed });
    await session.request(CALL);
    await session.request(CALL);
    expect(call.mock.calls).toEqual([
      ['second', CALL],
      ['second', CALL],
    ]);
    expect(apply).toHaveBeenCalledTimes(1);
    expect(renewed.mock.calls).toEqual([['first'], ['second']]);
  });

  it('calls nothing before a user has consented', async () => {
    const { session, call } = application('authorization-code', {});
    await expect(session.request(CALL)).rejects.toMatchObject({ outcome: { reason: 'authentication' } });
    expect(call).not.toHaveBeenCalled();
  });

  it('hands out the attempt that was begun last, once', async () => {
    const attempts = [{ url: 'https://a.test/1' }, { url: 'https://a.test/2' }];
    const begin = vi.fn(async () => attempts[begin.mock.calls.length - 1]);
    const complete = vi.fn(async () => 'tokens');
    const { session, call } = application('authorization-code', { begin, complete });
    await session.beginAuthorization();
    expect(await session.beginAuthorization()).toEqual({
      outcome: 'ok',
      value: { authorizationUrl: 'https://a.test/2' },
    });
    await session.completeAuthorization({ callbackUrl: 'back' });
    await session.completeAuthorization({ callbackUrl: 'back' });
    expect(complete.mock.calls).toEqual([
      ['back', attempts[1]],
      ['back', undefined],
    ]);
    await session.request(CALL);
    expect(call.mock.calls).toEqual([['tokens', CALL]]);
  });

  it("lets the caller's headers stand before a body's own", () => {
    const headers = { 'Content-Type': 'application/merge-patch+json' };
    expect(partsOf({ headers, body: { json: { a: 1 } } })).toEqual({ headers, body: Buffer.from('{"a":1}') });
    expect(partsOf({ headers: {}, body: null })).toEqual({ headers: {}, body: undefined });
  });
});

/** As the package throws it. */
function thrown(message: string, members: object, cause?: unknown) {
  return Object.assign(new Error(message, { cause }), members);
}

describe('the errors of oauth4webapi, by the words of the protocol', () => {
  const state = thrown('unexpected "state" response parameter value', { code: 'OAUTH_INVALID_RESPONSE' });

  it.each<[string, Error, object]>([
    ['a state of its own', state, { reason: 'state-mismatch' }],
    [
      'one that openid-client wraps',
      thrown('invalid response encountered', { code: 'OAUTH_INVALID_RESPONSE' }, state),
      { reason: 'state-mismatch' },
    ],
    [
      'any other answer that does not conform',
      thrown('"response" body "access_token" property must be a string', { code: 'OAUTH_INVALID_RESPONSE' }),
      { reason: 'malformed-response' },
    ],
    [
      'a user who has denied it',
      thrown('authorization response from the server is an error', {
        code: 'OAUTH_AUTHORIZATION_RESPONSE_ERROR',
        error: 'access_denied',
      }),
      { reason: 'authorization-denied', code: 'access_denied' },
    ],
    [
      'an error in the body',
      thrown('refused', { code: 'OAUTH_RESPONSE_BODY_ERROR', status: 400, error: 'invalid_grant' }),
      { reason: 'other', status: 400, code: 'invalid_grant' },
    ],
    [
      'a challenge',
      thrown('challenged', { code: 'OAUTH_WWW_AUTHENTICATE_CHALLENGE', status: 401 }, [
        { scheme: 'bearer', parameters: { error: 'invalid_token' } },
      ]),
      { reason: 'authentication', status: 401, code: 'invalid_token' },
    ],
    [
      'a status',
      thrown(
        'unexpected',
        { code: 'OAUTH_RESPONSE_IS_NOT_CONFORM' },
        new Response('<html>', { status: 502 }),
      ),
      { reason: 'server-error', status: 502 },
    ],
    [
      'half an answer',
      thrown('parsing', { code: 'OAUTH_PARSE_ERROR' }, new SyntaxError('Unexpected end of JSON input')),
      { reason: 'malformed-response' },
    ],
    [
      'an answer that was cut off',
      thrown('parsing', { code: 'OAUTH_PARSE_ERROR' }, new TypeError('terminated')),
      { reason: 'network' },
    ],
    [
      'plain http',
      thrown('only https', { code: 'OAUTH_HTTP_REQUEST_FORBIDDEN' }),
      { reason: 'insecure-transport' },
    ],
    ['a deadline', thrown('too late', { name: 'TimeoutError' }), { reason: 'timeout' }],
    ['nobody there', thrown('fetch failed', {}, { code: 'ECONNREFUSED' }), { reason: 'network' }],
  ])('%s', async (_what, error, outcome) => {
    const call = () => {
      throw error;
    };
    await expect(told(call)).rejects.toMatchObject({ outcome: { outcome: 'rejected', ...outcome } });
  });

  it('a fault of the adapter stays what it is', async () => {
    const fault = new TypeError('tokens is undefined');
    await expect(told(() => Promise.reject(fault))).rejects.toBe(fault);
  });

  it('a response is handed over with its bytes', async () => {
    const response = new Response(Buffer.from([0xff]), { status: 201, headers: { 'x-own': '1' } });
    expect(await outcomeOf(response)).toEqual({
      outcome: 'response',
      status: 201,
      headers: { 'x-own': '1' },
      bodyBase64: '/w==',
    });
  });
});
