import {
  answered,
  inSandbox,
  LINE,
  LIST,
  MANAGEMENT,
  type MockMutant,
  overlooking,
  told,
  writing,
} from './mutant.ts';
import { withForm } from './pages.ts';

const sightOfOthers = overlooking("sight of other users' tokens");

/** Mocks that are wrong about the tokens of other users. */
export const managementMutants: readonly MockMutant[] = [
  {
    name: 'realm-administrators-everywhere',
    wrong: 'Lets an administrator manage the tokens of other environments.',
    breaks: ['ATR-16'],
    ...overlooking('token is of this environment'),
  },
  {
    name: 'realm-notes-the-owner',
    wrong: 'Notes that the owner has done what an administrator did.',
    breaks: ['ATR-16'],
    change: inSandbox((_sandbox, state) => {
      for (const change of ['deactivate', 'delete'] as const) {
        const proper = state[change].bind(state);
        state[change] = token => proper(token);
      }
    }),
  },
  {
    name: 'realm-administrators-open-lines',
    wrong: 'Opens the line of another user to an administrator.',
    breaks: ['ATR-17'],
    change: answered((body, { url, sandbox }, res) => {
      if (!LINE.test(url) || res.statusCode !== 404) return body;
      const token = sandbox.state.tokens.find(({ id }) => url.endsWith(`/${id}`));
      return `${body}${token?.name} ${token?.access.value}`;
    }),
  },
  {
    name: 'realm-administrators-read-values',
    wrong: 'Tells an administrator the value of any token.',
    breaks: ['ATR-17'],
    change: answered((body, { req, url, sandbox }) => {
      const token = sandbox.state.tokens.find(({ id }) => url === `${MANAGEMENT}/${id}`);
      return req.method === 'GET' && token !== undefined
        ? body.replace('}', `,"token":"${token.access.value}"}`)
        : body;
    }),
  },
  {
    name: 'realm-tokens-for-others',
    wrong: 'Makes tokens for whoever the form names.',
    breaks: ['ATR-17'],
    change: withForm('owner', (made, { users }, owner) => ({
      ...made,
      user: users.find(({ id }) => id === owner) ?? made.user,
    })),
  },
  {
    name: 'realm-everybody-administers',
    wrong: 'Gives every user the rights of an administrator.',
    breaks: ['ATR-18'],
    change: inSandbox((_sandbox, state) => {
      const proper = state.rightsOf.bind(state);
      state.rightsOf = () => proper(state.admin, state.environment);
    }),
  },
  {
    name: 'realm-others-listed',
    wrong: 'Lists the tokens of all users to everybody who asks.',
    breaks: ['ATR-18'],
    ...sightOfOthers,
  },
  {
    name: 'realm-others-listed-unasked',
    wrong: 'Lists the tokens of all users in the place of the own ones.',
    breaks: ['ATR-18'],
    change: proper =>
      told(({ req, url }) => {
        if (url === `${MANAGEMENT}?limit=100`) req.url = `${url}&scope=all`;
      })(sightOfOthers.change(proper)),
  },
  {
    name: 'realm-others-managed',
    wrong: 'Lets everybody manage the tokens of others.',
    breaks: ['ATR-18'],
    ...overlooking("authority over other users' tokens"),
  },
  {
    name: 'realm-list-without-owners',
    wrong: 'Does not say whose the listed tokens are.',
    breaks: ['ATR-19'],
    change: answered((body, { url }) =>
      LIST.test(url) || url.startsWith(`${MANAGEMENT}?`)
        ? body.replaceAll('<td>Ada Moreno</td>', '<td></td>').replaceAll(/"owner":"[^"]*",/g, '')
        : body,
    ),
  },
  {
    name: 'realm-list-of-others-only',
    wrong: 'Does not list an administrator’s own tokens apart.',
    breaks: ['ATR-19'],
    change: writing(LIST, html => (html.includes('id="all"') ? html.replace('id="mine"', '') : html)),
  },
];
