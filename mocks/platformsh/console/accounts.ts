import type { RequestHandler } from 'express';
import { seeOther } from '../../kernel/console/index.ts';
import { bodyMember, insist, ProviderError } from '../../kernel/index.ts';
import { stateOf } from '../state.ts';
import { complaintOf } from './complaints.ts';
import { sendPage } from './pages.ts';

/** Where an account is made, a machine user's as a human's (P15, P16). */
export const getRegister: RequestHandler = (req, res) => sendPage(req, res, 200, 'register');

const texts = {
  fields_invalid: 'Fill in everything, with an email address that is one.',
  conflict: 'This email address has an account already.',
};

export const postRegister: RequestHandler = (req, res) => {
  const member = (name: string) => bodyMember(req, name)?.trim() ?? '';
  const [email, firstName, lastName] = [member('email'), member('firstName'), member('lastName')];
  const password = bodyMember(req, 'password') ?? '';
  const { people } = stateOf(req);
  const complaint = complaintOf(texts, () => {
    if (!/^[^\s@]+@[^\s@]+$/.test(email) || firstName === '' || lastName === '' || password === '')
      throw new ProviderError('fields_invalid', 'a field is missing');
    const ok = people.withEmail(email) === undefined;
    const decision = {
      check: 'account has an e-mail address of its own',
      expected: 'a new one',
      got: email,
      ok,
    };
    insist(req, decision, 'conflict');
    people.createUser({ email, firstName, lastName, password });
  });
  if (complaint === undefined) return seeOther(req, res, '');
  sendPage(req, res, complaint.status, 'register', complaint);
};
