import type { Response } from 'express';
import type { ConsoleSession } from '../../kernel/console/index.ts';
import type { User } from '../state/model.ts';

/** Who has signed in to the console. */
export function userOf(res: Response): User {
  return (res.locals.session as ConsoleSession<User>).user;
}
