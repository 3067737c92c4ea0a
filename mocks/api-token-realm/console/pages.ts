import { pages } from '../../kernel/console/index.ts';
import type { User } from '../state/model.ts';
import { consoleTemplates } from './templates.ts';

/** Answer a page of the console. */
export const sendPage = pages({
  brand: 'apiToken realm (mock)',
  menu: [],
  userName: ({ name }: User) => name,
  templates: consoleTemplates,
});
