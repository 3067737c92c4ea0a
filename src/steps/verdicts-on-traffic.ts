import { Then } from '@cucumber/cucumber';
import * as accessToken from '../checks/access-token.ts';
import type { SessionEvidence } from '../checks/evidence.ts';
import * as secrecy from '../checks/secrecy.ts';
import type { CaseWorld } from '../world/case-world.ts';
import { MOST_SENDS } from '../world/sessions.ts';

/** What crossed the wire. */

function theSession(world: CaseWorld): SessionEvidence {
  return world.evidence().sessions.at(-1)!;
}

/** What nobody else may learn: credentials given and held by the platform, and access tokens (those of OAuth 1 are no secrets). */
function secretsOf(world: CaseWorld): string[] {
  const { sessions, tokens } = world.evidence();
  const names = ['apiKey', 'apiSecret', 'apiToken', 'clientSecret', 'consumerSecret', 'tokenSecret'];
  const { provider, state } = world.sandbox;
  const all = [
    ...sessions.flatMap(({ credentials }) => names.flatMap(name => credentials[name] ?? [])),
    ...provider.secrets(state).map(([, secret]) => secret),
    ...world.calls.flatMap(({ params }) => ('input' in params ? String(params.input.password ?? '') : '')),
    ...(world.info.platform === 'clever-cloud' ? [] : tokens.map(t => t.value)),
  ];
  return all.filter(secret => secret !== '');
}

Then('every API call carries the token as it was issued', function (this: CaseWorld) {
  this.judge(accessToken.callsCarryBearer(this.evidence()));
});

Then('no expired token crosses the wire', function (this: CaseWorld) {
  this.judge(accessToken.noDeadToken(this.evidence()));
});

Then('the client has renewed its token before the call', function (this: CaseWorld) {
  this.judge(accessToken.renewedBeforeCall(this.evidence()));
});

Then('the client has obtained {int} token(s) in all', function (this: CaseWorld, count: number) {
  const hint =
    'Keep the token and use it again; let calls that need one at the same time wait for the same exchange.';
  this.judge(accessToken.exchangesMade(this.evidence(), count, hint));
});

Then('the client lets the refused token go', function (this: CaseWorld) {
  this.judge(accessToken.refusedTokenIsLetGo(this.evidence(), MOST_SENDS));
});

Then('the client has obtained a new token and repeated the call once', function (this: CaseWorld) {
  this.judge(accessToken.repeatedOnceWithNewToken(this.evidence()));
});

Then('each session has used an access token of its own', function (this: CaseWorld) {
  this.judge(accessToken.tokensKeptApart(this.evidence()));
});

Then('no API call carries the key or the secret', function (this: CaseWorld) {
  const { apiKey, apiSecret } = theSession(this).credentials;
  this.judge(secrecy.noCredentialsOnCalls(this.evidence(), apiKey!, apiSecret!));
});

Then('no URL holds the key, the secret or the token', function (this: CaseWorld) {
  this.judge(secrecy.noSecretInUrl(this.evidence(), secretsOf(this)));
});

Then('no User-Agent holds the key, the secret or the token', function (this: CaseWorld) {
  this.judge(secrecy.noSecretInUserAgent(this.evidence(), secretsOf(this)));
});

Then('nothing secret has reached the other host', function (this: CaseWorld) {
  this.judge(accessToken.nothingToForeignHost(this.evidence(), secretsOf(this)));
});

Then('nothing told to the caller holds a secret', function (this: CaseWorld) {
  this.judge(secrecy.noSecretTold(this.evidence(), secretsOf(this)));
});

Then('no token has left the address that issued it', function (this: CaseWorld) {
  const [first, second] = this.sandboxes.map(sandbox => this.evidence(sandbox));
  this.judge(accessToken.tokensStayHome(second!, first!.tokens));
});
