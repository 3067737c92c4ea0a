import type { IncomingMessage } from 'node:http';
import { facts, type PlatformshSettings } from '../../index.ts';
import {
  around,
  giveAccessToken,
  inSandbox,
  type MockMutant,
  overlooking,
  refusing,
  rewriting,
  told,
  type Visit,
  valuesOf,
} from './mutant.ts';

const EXCHANGE = new RegExp(`^${facts.authPath.value}${facts.tokenPath.value}$`);
const REVOCATION = new RegExp(`^${facts.authPath.value}${facts.revokePath.value}$`);
const API_TOKENS = /^\/api\/users\/[^/]+\/api-tokens$/;
const API_TOKEN = /^\/api\/users\/[^/]+\/api-tokens\/[^/]+$/;

const bearer = (req: IncomingMessage) => /^Bearer (.*)$/.exec(req.headers.authorization ?? '')?.[1];
const isJson = ({ req }: Visit) => req.headers['content-type'] === 'application/json';

/** Mocks that make, exchange, show or delete API tokens in another way. */
export const apiTokenMutants: readonly MockMutant[] = [
  {
    name: 'creation-without-value',
    wrong: 'Does not answer the value of a new API token.',
    breaks: ['PSH-03', 'PSH-06'],
    because: 'What is made over the API has its value from that answer.',
    change: rewriting('POST', API_TOKENS, body => body.replace(/"token":"[^"]*"/, '"token":null')),
  },
  {
    name: 'exchanges-no-json',
    wrong: 'Exchanges no API token that comes in JSON.',
    breaks: ['PSH-06'],
    change: refusing('POST', EXCHANGE, 400, isJson),
  },
  {
    name: 'exchanges-for-basic-alone',
    wrong: 'Exchanges no API token whose client is named in the form.',
    breaks: ['PSH-06'],
    change: refusing('POST', EXCHANGE, 401, ({ req }) => req.headers.authorization === undefined),
  },
  {
    name: 'adds-a-refresh-token',
    wrong: 'Hands out a refresh token with the access token.',
    breaks: ['PSH-06'],
    change: rewriting('POST', EXCHANGE, body =>
      body.replace('"access_token"', '"refresh_token":"r","access_token"'),
    ),
  },
  {
    name: 'exchanges-anything',
    wrong: 'Takes a value that nobody made for an API token.',
    breaks: ['PSH-06'],
    change: inSandbox((_sandbox, state) => {
      const { apiTokens } = state;
      const withValue = apiTokens.withValue.bind(apiTokens);
      apiTokens.withValue = value => withValue(value) ?? apiTokens.create(state.user, 'made up', value);
    }),
  },
  {
    name: 'api-tokens-as-bearers',
    wrong: 'Lets the value of an API token in at the API.',
    breaks: ['PSH-06'],
    change: told(visit => {
      const token = visit.sandbox.state.apiTokens.withValue(bearer(visit.req) ?? '');
      if (token !== undefined) giveAccessToken(visit, token);
    }),
  },
  {
    name: 'refuses-as-the-old-service',
    wrong: 'Refuses as the old service does, whichever is asked for.',
    breaks: ['PSH-03', 'PSH-06'],
    because: 'A deleted API token is refused as one that was never made.',
    change: alwaysRefusing('legacy'),
  },
  {
    name: 'refuses-as-the-new-service',
    wrong: 'Refuses as the new service does, whichever is asked for.',
    breaks: ['PSH-03', 'PSH-06'],
    because: 'A deleted API token is refused as one that was never made.',
    change: alwaysRefusing('ory'),
  },
  {
    name: 'list-with-values',
    wrong: 'Tells the values in the list of API tokens.',
    breaks: ['PSH-07'],
    change: rewriting('GET', API_TOKENS, telling),
  },
  {
    name: 'api-token-with-value',
    wrong: 'Tells the value of an API token that is looked at.',
    breaks: ['PSH-07'],
    change: rewriting('GET', API_TOKEN, telling),
  },
  {
    name: 'deleted-api-tokens-live',
    wrong: 'Exchanges API tokens that were deleted.',
    breaks: ['PSH-03'],
    ...overlooking('API token is not deleted'),
  },
  {
    name: 'deleting-takes-all',
    wrong: 'Deletes all API tokens of a user with one of them.',
    breaks: ['PSH-03'],
    change: inSandbox((_sandbox, { apiTokens }) => {
      const remove = apiTokens.remove.bind(apiTokens);
      apiTokens.remove = token => {
        for (const one of apiTokens.ofUser(token.user)) remove(one);
      };
    }),
  },
  {
    name: 'deleting-ends-access-tokens',
    wrong: 'Lets access tokens die with the API token that they were made from.',
    breaks: ['PSH-03'],
    change: inSandbox((sandbox, { apiTokens }) => {
      const remove = apiTokens.remove.bind(apiTokens);
      apiTokens.remove = token => {
        remove(token);
        for (const made of sandbox.tokens.all) if (made.clientId === token.id) made.revoked = true;
      };
    }),
  },
  {
    name: 'access-tokens-for-ever',
    wrong: 'Lets expired and revoked access tokens in.',
    breaks: ['PSH-03'],
    ...overlooking('bearer token is live'),
  },
  {
    name: 'revokes-nothing',
    wrong: 'Answers a revocation and revokes nothing.',
    breaks: ['PSH-03'],
    change: refusing('POST', REVOCATION, 200),
  },
  {
    name: 'never-notes-use',
    wrong: 'Does not tell when an API token was used.',
    breaks: ['PSH-03'],
    change: inSandbox((_sandbox, { apiTokens }) => {
      apiTokens.use = () => {};
    }),
  },
  {
    name: 'installer-for-a-shell',
    wrong: 'Gives away an installer that is no PHP.',
    breaks: ['PSH-29'],
    change: rewriting('GET', /^\/cli\/installer$/, body => body.replace('<?php', '#!/bin/sh')),
  },
  {
    name: 'installer-for-some',
    wrong: 'Gives the installer to nobody who is not known.',
    breaks: ['PSH-29', 'PSH-30'],
    because: 'Without an installer there is no CLI to be found.',
    change: around(({ req, url }, res, next) => {
      if (url === facts.installerPath.value && req.headers.authorization === undefined)
        res.writeHead(401).end();
      else next();
    }),
  },
  {
    name: 'installs-elsewhere',
    wrong: 'Has an installer that puts the CLI where PATH does not lead.',
    breaks: ['PSH-30'],
    change: rewriting('GET', /^\/cli\/installer$/, body => body.replaceAll('/.platformsh/bin', '/.cli')),
  },
];

/** An API token as it is shown, with what is not. */
function telling(body: string, visit: Visit): string {
  return body.replace('"mfa_on_creation"', `"token":"${valuesOf(visit)}","mfa_on_creation"`);
}

/** A mock that refuses API tokens as one of the two services. */
function alwaysRefusing(tokenErrors: PlatformshSettings['tokenErrors']): MockMutant['change'] {
  return inSandbox(({ settings }) => {
    Object.defineProperty(settings, 'tokenErrors', { get: () => tokenErrors, set: () => {} });
  });
}
