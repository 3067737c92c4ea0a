import type { Router } from 'express';
import { consoleRouter, sessionOf } from '../../kernel/console/index.ts';
import { facts } from '../metadata.ts';
import { sendPage } from '../pages.ts';
import type { User } from '../state/model.ts';
import { stateOf } from '../state.ts';
import { getCliLogin, postCliLogin } from './cli-login.ts';
import { getConsumer, getCreate, getNewConsumer, getOrganisation, postConsumer } from './consumers.ts';
import {
  getApiTokens,
  getOAuthTokens,
  postApiToken,
  postRevokeApiToken,
  postRevokeOAuthToken,
} from './tokens.ts';

const { oauthTokensPage, apiTokensPage, cliLoginPage } = facts;
const organisation = '/organisations/:id';

/** The console: a person's way to consumers and tokens (V9, V19, V20). */
export function consoleRoutes(): Router {
  return consoleRouter({
    sendPage,
    home: req => ({ organisations: stateOf(req).people.organisationsOf(sessionOf<User>(req)!.user) }),
    open: router => void router.get(cliLoginPage.value, getCliLogin),
    own(router) {
      router.get(organisation, getOrganisation);
      router.get(`${organisation}/create`, getCreate);
      router.get(`${organisation}/consumers/new`, getNewConsumer);
      router.post(`${organisation}/consumers`, postConsumer);
      router.get(`${organisation}/consumers/:key`, getConsumer);
      router.get(oauthTokensPage.value, getOAuthTokens);
      router.post(`${oauthTokensPage.value}/:handle/revoke`, postRevokeOAuthToken);
      router.get(apiTokensPage.value, getApiTokens);
      router.post(apiTokensPage.value, postApiToken);
      router.post(`${apiTokensPage.value}/:handle/revoke`, postRevokeApiToken);
      router.post(cliLoginPage.value, postCliLogin);
    },
  });
}
