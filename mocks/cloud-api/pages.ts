import { pages } from '../kernel/console/index.ts';
import { consoleTemplates } from './console/templates.ts';
import { pendingRequest } from './oauth/pending.ts';
import { authTemplates } from './oauth/templates.ts';
import type { User } from './state/model.ts';

/** Answer a page of the console or of the authorization server. */
export const sendPage = pages({
  brand: 'Cloud API Platform (mock)',
  menu: [{ text: 'API keys', path: '/keys' }],
  userName: ({ name }: User) => name,
  // The consent form may end in a redirection to the application, which browsers hold against this list.
  formTargets: req => {
    const request = pendingRequest(req);
    if (request === undefined) return [];
    const { origin, protocol } = new URL(request.redirectUri);
    // An app on a device has a scheme of its own in place of an origin.
    return [origin === 'null' ? protocol : origin];
  },
  templates: { ...consoleTemplates, ...authTemplates },
});
