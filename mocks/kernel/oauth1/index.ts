export { isOAuthHeader, type OAuthHeader, parseAuthorizationHeader } from './authorization-header.ts';
export { baseString, type SignedRequest } from './base-string.ts';
export { baseStringUri, splitUrl, type UrlParts } from './base-string-uri.ts';
export { decode, encode, isEncoded } from './encode.ts';
export { NonceStore } from './nonces.ts';
export { normalize } from './normalize.ts';
export {
  collectParameters,
  isForm,
  isProtocolParameter,
  type ParameterInput,
  type ParameterSources,
  parameterSources,
  signedParameters,
} from './parameters.ts';
export {
  isSignatureMethod,
  REFUSED_METHODS,
  SIGNATURE_METHODS,
  type SignatureMethod,
  type SigningSecrets,
  sign,
  signingKey,
} from './signature.ts';
export type {
  OAuth1Consumer,
  OAuth1Context,
  OAuth1Problem,
  OAuth1Refusal,
  OAuth1Request,
  OAuth1Token,
} from './verification.ts';
export { type OAuth1Result, verifyOAuth1 } from './verify.ts';
