import { pages } from '../kernel/console/index.ts';
import { consoleTemplates } from './console/templates.ts';
import { facts } from './metadata.ts';
import { requestTokenOf } from './oauth/current-request-token.ts';
import { danceTemplates } from './oauth/templates.ts';
import type { User } from './state/model.ts';

/** Answer a page of the console or of the dance. */
export const sendPage = pages({
  brand: 'Clever Cloud (mock)',
  menu: [
    { text: 'OAuth tokens', path: facts.oauthTokensPage.value },
    { text: 'API tokens', path: facts.apiTokensPage.value },
  ],
  userName: ({ name }: User) => name,
  // A form of the dance may end in a redirection to the consumer, which browsers hold against this list.
  formTargets: req => {
    const token = requestTokenOf(req);
    return token === undefined ? [] : [new URL(token.callback).origin];
  },
  templates: { ...consoleTemplates, ...danceTemplates },
});
