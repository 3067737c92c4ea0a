import { repeated } from '../parameters.ts';
import { isProtocolParameter, type ParameterSources } from './parameters.ts';
import { isSignatureMethod, REFUSED_METHODS, SIGNATURE_METHODS } from './signature.ts';
import { type Check, judge } from './verification.ts';

/*
 * What a request must be like before anybody is asked who it is: the checks that RFC 5849 section 3.2 answers
 * with 400.
 */

/** Section 3.5.1. */
const headerReadable: Check = v => {
  return judge(v, {
    check: 'Authorization header can be read',
    expected: 'OAuth name="value", name="value"',
    got: v.malformed ?? 'it can',
    ok: v.malformed === undefined,
    problem: 'parameter_rejected',
  });
};

/** Section 3.5: protocol parameters stand in one of the three places. */
const inOnePlace: Check = v => {
  const places = Object.keys(v.sources).filter(place =>
    v.sources[place as keyof ParameterSources].some(isProtocolParameter),
  );
  return judge(v, {
    check: 'protocol parameters are in one place',
    expected: 'header, form body or query',
    got: places.join(' and ') || 'none',
    ok: places.length === 1,
    problem: places.length === 0 ? 'parameter_absent' : 'parameter_rejected',
  });
};

/** Section 3.1, step 2. */
const eachOnce: Check = v => {
  const twice = repeated(Object.values(v.sources).flat().filter(isProtocolParameter));
  return judge(v, {
    check: 'every protocol parameter once',
    expected: 'no repetition',
    got: twice.length === 0 ? 'no repetition' : `repeated: ${twice.join(', ')}`,
    ok: twice.length === 0,
    problem: 'parameter_rejected',
  });
};

/** Section 3.5.1, step 1. */
const headerEncoded: Check = v => {
  const names = v.unencoded.join(', ');
  return judge(v, {
    check: 'header parameters are percent-encoded',
    expected: 'all',
    got: names === '' ? 'all' : `not encoded: ${names}`,
    ok: names === '',
    problem: 'parameter_rejected',
    lenience: `not percent-encoded in the header: ${names}`,
  });
};

/** Section 3.1: optional, and there is one. */
const version: Check = v => {
  const got = v.protocol.get('oauth_version') ?? 'absent';
  return judge(v, {
    check: 'oauth_version',
    expected: '1.0 or absent',
    got,
    ok: got === '1.0' || got === 'absent',
    problem: 'version_rejected',
  });
};

/** Section 3.1: required. Clever Cloud's own clients leave it out and mean PLAINTEXT. */
const methodNamed: Check = v => {
  const got = v.protocol.get('oauth_signature_method');
  return judge(v, {
    check: 'oauth_signature_method is present',
    expected: 'present',
    got: got === undefined ? 'absent' : 'present',
    ok: got !== undefined,
    problem: 'parameter_absent',
    lenience: 'oauth_signature_method is absent: taken as PLAINTEXT',
  });
};

const methodSupported: Check = v => {
  const name = v.protocol.get('oauth_signature_method') ?? 'PLAINTEXT';
  const ok = isSignatureMethod(name);
  if (ok) v.method = name;
  return judge(v, {
    check: 'oauth_signature_method is supported',
    expected: SIGNATURE_METHODS.join(', '),
    got: REFUSED_METHODS.includes(name) ? `${name}, which this platform does not support` : name,
    ok,
    problem: 'signature_method_rejected',
  });
};

/** Section 3.1: timestamp and nonce may be left out under PLAINTEXT only. */
const requiredPresent: Check = v => {
  const required = ['oauth_consumer_key', 'oauth_signature'];
  if (v.method !== 'PLAINTEXT') required.push('oauth_timestamp', 'oauth_nonce');
  if (v.context.tokenRequired) required.push('oauth_token');
  const missing = required.filter(name => !v.protocol.get(name));
  return judge(v, {
    check: 'required parameters are present',
    expected: required.join(', '),
    got: missing.length === 0 ? 'all' : `missing: ${missing.join(', ')}`,
    ok: missing.length === 0,
    problem: 'parameter_absent',
  });
};

/** Section 3.3: whatever the method, a timestamp that is sent is a positive integer. */
const timestampForm: Check = v => {
  const got = v.protocol.get('oauth_timestamp');
  if (got === undefined) return undefined;
  return judge(v, {
    check: 'oauth_timestamp is a positive integer',
    expected: 'seconds since 1970',
    got,
    ok: /^\d{1,15}$/.test(got) && Number(got) > 0,
    problem: 'parameter_rejected',
  });
};

/** In the order they are made. */
export const PARAMETER_CHECKS: readonly Check[] = [
  headerReadable,
  inOnePlace,
  eachOnce,
  headerEncoded,
  version,
  methodNamed,
  methodSupported,
  requiredPresent,
  timestampForm,
];
