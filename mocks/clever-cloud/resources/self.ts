import type { Request, RequestHandler } from 'express';
import { sendJson } from '../answers.ts';
import type { Admission } from '../oauth/admit.ts';
import type { Owner, User } from '../state/model.ts';
import { stateOf } from '../state.ts';
import { applicationView } from './applications.ts';
import { consumerView } from './consumers.ts';

/** `GET /v2/self` (b5). */
export const getSelf: RequestHandler = (_req, res) => {
  sendJson(res, 200, selfView((res.locals.admission as Admission).user));
};

/** `GET /v2/summary`: the user, and all that they and their organisations own (b5). */
export const getSummary: RequestHandler = (req, res) => {
  const { user } = res.locals.admission as Admission;
  sendJson(res, 200, {
    user: { ...selfView(user), ...belongings(req, user) },
    organisations: stateOf(req)
      .people.organisationsOf(user)
      .map(organisation => ({
        id: organisation.id,
        name: organisation.name,
        avatar: null,
        ...belongings(req, organisation),
        role: 'ADMIN',
        vatState: 'VALID',
        canPay: true,
        canSEPA: false,
        cleverEnterprise: false,
        emergencyNumber: null,
        isTrusted: false,
      })),
  });
};

function belongings(req: Request, owner: Owner): object {
  const { people, consumers } = stateOf(req);
  return {
    applications: people.applications.filter(a => a.owner === owner).map(applicationView),
    addons: [],
    consumers: consumers.ofOwner(owner).map(consumerView),
    providers: [],
  };
}

function selfView(user: User): object {
  return {
    id: user.id,
    email: user.email,
    name: user.name,
    phone: '',
    address: '',
    city: '',
    zipcode: '',
    country: 'FR',
    avatar: '',
    creationDate: user.createdAt,
    lang: 'EN',
    emailValidated: true,
    oauthApps: user.password === undefined ? ['github'] : [],
    admin: false,
    canPay: true,
    preferredMFA: user.preferredMFA,
    hasPassword: user.password !== undefined,
    partnerId: '00000000-0000-4000-8000-000000000001',
    partnerName: 'default',
    partnerConsoleUrl: '',
  };
}
