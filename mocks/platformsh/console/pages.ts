import { pages } from '../../kernel/console/index.ts';
import { displayName } from '../resources/users.ts';
import { templates } from './templates.ts';

/** Answer a page of the console. */
export const sendPage = pages({
  brand: 'Platform.sh (mock)',
  menu: [
    { text: 'User', path: '/user' },
    { text: 'Invitations', path: '/invitations' },
  ],
  userName: displayName,
  templates,
});
