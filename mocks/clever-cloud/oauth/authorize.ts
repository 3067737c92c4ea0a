import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { redirect } from '../../kernel/console/index.ts';
import { bodyParameters, contextOf, insist, ProviderError, setCookie } from '../../kernel/index.ts';
import { hostRoot } from '../addresses.ts';
import { facts, type Right } from '../metadata.ts';
import type { CleverCloudSettings } from '../settings.ts';
import type { RequestToken, User } from '../state/model.ts';
import { stateOf } from '../state.ts';
import { REQUEST_TOKEN_COOKIE, requestTokenOf } from './current-request-token.ts';
import { sendDancePage } from './send-dance-page.ts';
import { askToSignIn, cookieAttributes, signedIn } from './sessions.ts';

/** `GET /v2/oauth/authorize` (V22): sign in, then consent, unless both have happened before. */
export const showAuthorize: RequestHandler = (req, res) => {
  const token = requireRequestToken(req);
  const user = signedIn(req);
  setCookie(res, REQUEST_TOKEN_COOKIE, token.value, cookieAttributes(req));
  if (user === undefined) return askToSignIn(req, res, 200);
  const earlier = stateOf(req).requestTokens.earlierConsent(token, user);
  if (earlier !== undefined) return consent(req, res, token, user, earlier);
  askForConsent(req, res, token, user);
};

/** `POST /v2/oauth/authorize`: a field for each right that is granted (b2); none at all is a denial. */
export const postAuthorize: RequestHandler = (req, res) => {
  const token = requireRequestToken(req);
  const user = signedIn(req);
  if (user === undefined) return askToSignIn(req, res, facts.refusedPageStatus.value);
  const ticked = new Map(bodyParameters(req));
  const rights = token.consumer.rights.filter(right => ticked.get(right) === 'on');
  if (rights.length === 0) return deny(req, res, token);
  consent(req, res, token, user, rights);
};

/** The user says no. */
export const postDeny: RequestHandler = (req, res) => {
  const token = requireRequestToken(req);
  if (signedIn(req) === undefined) return askToSignIn(req, res, facts.refusedPageStatus.value);
  deny(req, res, token);
};

/** People get a page where programs get JSON. */
export const refusalPage: ErrorRequestHandler = (error: unknown, req, res, next) => {
  if (!(error instanceof ProviderError)) return next(error);
  const [status, title] =
    error.code === 'malformed_body'
      ? [400, 'The form could not be read']
      : [facts.refusedPageStatus.value, 'This authorization request is not valid any more'];
  sendDancePage(req, res, status, 'refusal', { title });
};

function requireRequestToken(req: Request): RequestToken {
  const { requestTokens } = stateOf(req);
  const token = requestTokenOf(req);
  const problem = token && (token.consent ? 'token_used' : requestTokens.problemOf(token));
  const got = token === undefined ? 'an unknown one' : (problem ?? 'alive');
  insist(
    req,
    {
      check: 'request token is alive, and nobody has consented yet',
      expected: 'alive',
      got,
      ok: got === 'alive',
    },
    problem ?? 'token_rejected',
  );
  return token!;
}

function askForConsent(req: Request, res: Response, { consumer }: RequestToken, user: User): void {
  const at = (path: string) => `${hostRoot(req)}${path}`;
  sendDancePage(req, res, 200, 'consent', {
    action: at(facts.authorizePath.value),
    denyAction: at(facts.denyPath.value),
    consumer,
    user,
  });
}

/** The browser goes back to the consumer with the proof of the user's consent (V23). */
function consent(
  req: Request,
  res: Response,
  token: RequestToken,
  user: User,
  rights: readonly Right[],
): void {
  const verifier = stateOf(req).requestTokens.authorize(token, user, rights);
  backToConsumer(res, token, { oauth_verifier: verifier, user: user.id });
}

function deny(req: Request, res: Response, token: RequestToken): void {
  token.used = true;
  const { deniedConsent } = contextOf(req).sandbox.settings as CleverCloudSettings;
  if (deniedConsent === 'callback') backToConsumer(res, token, {});
  else sendDancePage(req, res, 200, 'denied', { consumer: token.consumer });
}

function backToConsumer(
  res: Response,
  { callback, value }: RequestToken,
  more: Record<string, string>,
): void {
  const [address = '', fragment] = callback.split('#', 2);
  const query = new URLSearchParams({ oauth_token: value, ...more });
  const url = `${address}${address.includes('?') ? '&' : '?'}${query}`;
  redirect(res, fragment === undefined ? url : `${url}#${fragment}`);
}
