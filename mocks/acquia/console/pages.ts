import { pages } from '../../kernel/console/index.ts';
import type { User } from '../state.ts';
import { templates } from './templates.ts';

/** Answer a page of the console. */
export const sendPage = pages({
  brand: 'Cloud Platform (mock)',
  menu: [{ text: 'Account Settings', path: '/profile' }],
  userName: ({ firstName, lastName }: User) => `${firstName} ${lastName}`,
  templates,
});
