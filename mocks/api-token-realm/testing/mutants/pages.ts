import {
  generating,
  inSandbox,
  LINE,
  LIST,
  type MockMutant,
  setForm,
  told,
  type Visit,
  writing,
} from './mutant.ts';

const HOME = /^\/console$/;
const SETTINGS = /^\/console\/environments\/[^/]+\/settings$/;

const isGenerating = ({ req, url }: Visit) => req.method === 'POST' && LIST.test(url);

/** Mocks whose console does otherwise than the page says. */
export const pageMutants: readonly MockMutant[] = [
  {
    name: 'realm-menu-of-first-environment',
    wrong: 'Has one environment in the main menu.',
    breaks: ['ATR-06'],
    change: writing(HOME, html => html.replace(/<nav aria-label="Main menu of Staging">/, '<nav>')),
  },
  {
    name: 'realm-settings-without-section',
    wrong: 'Does not name the section of the settings.',
    breaks: ['ATR-06'],
    change: writing(SETTINGS, html => html.replace('<h2>Access management</h2>', '')),
  },
  {
    name: 'realm-list-without-title',
    wrong: 'Does not name the list of own tokens.',
    breaks: ['ATR-07'],
    change: writing(LIST, html => html.replace('My API Token', 'Tokens')),
  },
  {
    name: 'realm-one-list-for-all-environments',
    wrong: 'Lists the tokens of all environments in each.',
    breaks: ['ATR-07', 'ATR-16'],
    because: 'An administrator of one environment sees those of the other.',
    change: inSandbox((_sandbox, state) => {
      state.tokensIn = () => state.tokens.filter(({ access }) => !access.revoked);
    }),
  },
  {
    name: 'realm-one-inventory',
    wrong: 'Opens the projects of all environments.',
    breaks: ['ATR-07'],
    change: inSandbox((_sandbox, { inventory }) => {
      inventory.projectsIn = () => inventory.projects;
    }),
  },
  {
    name: 'realm-nameless-tokens',
    wrong: 'Makes a token without a name.',
    breaks: ['ATR-08'],
    change: told(visit => {
      if (!isGenerating(visit)) return;
      setForm(visit, form => {
        if (form.get('name') === '') form.set('name', 'untitled');
      });
    }),
  },
  {
    name: 'realm-unique-names',
    wrong: 'Takes a token of the same name for the same token.',
    breaks: ['ATR-08'],
    change: inSandbox((_sandbox, state) => {
      const create = state.createToken.bind(state);
      state.createToken = made =>
        state.tokens.find(({ name }) => made.issuedIn !== undefined && name === made.name) ?? create(made);
    }),
  },
  {
    name: 'realm-nothing-to-select',
    wrong: 'Does not let permissions be selected.',
    breaks: ['ATR-09'],
    change: writing(LIST, html => html.replaceAll('<input type="checkbox"', '<input type="hidden"')),
  },
  {
    name: 'realm-permissions-by-default',
    wrong: 'Gives a token without permissions some that are usual.',
    breaks: ['ATR-09'],
    change: generating(made =>
      made.permissions.length > 0 ? made : { ...made, permissions: ['metrics.read', 'tokens.read'] },
    ),
  },
  {
    name: 'realm-more-than-selected',
    wrong: 'Gives a token one permission more than was selected.',
    breaks: ['ATR-10', 'ATR-12'],
    because: 'The line of a token shows what it may.',
    change: generating(made =>
      made.permissions.length === 0 ? made : { ...made, permissions: [...made.permissions, 'projects.read'] },
    ),
  },
  {
    name: 'realm-less-than-selected',
    wrong: 'Gives a token none of the permissions that were selected.',
    breaks: ['ATR-10', 'ATR-12', 'ATR-15'],
    because: 'The line of a token shows what it may, and an activated token is tried.',
    change: generating(made => ({ ...made, permissions: [] })),
  },
  {
    name: 'realm-value-of-choice',
    wrong: 'Takes the value that the form has.',
    breaks: ['ATR-10'],
    change: withForm('value', (made, _state, value) => ({ ...made, value })),
  },
  {
    name: 'realm-one-value',
    wrong: 'Makes up one value for all tokens.',
    breaks: ['ATR-10'],
    change: inSandbox((_sandbox, state) => {
      const create = state.createToken.bind(state);
      state.createToken = made => {
        const token = create(made);
        // The store itself refuses to issue a value twice.
        if (made.issuedIn !== undefined) Object.assign(token.access, { value: 'abcdefghijklmnopqrstuvwxyz' });
        return token;
      };
    }),
  },
  {
    name: 'realm-list-of-values',
    wrong: 'Shows the values of own tokens in the list.',
    breaks: ['ATR-11'],
    change: writing(LIST, (html, { sandbox }) => {
      const made = sandbox.state.tokens.filter(({ access }) => access.issuedIn > 0);
      const values = made.map(({ access }) => access.value).join(' ');
      return html.replace('<h2 id="mine">', `<p>${values}</p><h2 id="mine">`);
    }),
  },
  {
    name: 'realm-value-shown-once',
    wrong: 'Shows the value of a token once.',
    breaks: ['ATR-12'],
    change: showingOnce(),
  },
  {
    name: 'realm-value-hidden',
    wrong: 'Does not show the value of a token.',
    breaks: ['ATR-12'],
    change: writing(LINE, html => html.replace(/(<code id="api-token">)[^<]*/, '$1hidden')),
  },
  {
    name: 'realm-line-without-state',
    wrong: 'Does not show whether a token is active.',
    breaks: ['ATR-12'],
    change: writing(LINE, html => html.replace(/(<dd id="state">)[^<]*/, '$1')),
  },
  {
    name: 'realm-line-with-form',
    wrong: 'Offers other permissions to an own token.',
    breaks: ['ATR-14'],
    change: writing(LINE, html => `${html}<input type="checkbox" name="projects.read">`),
  },
  {
    name: 'realm-lists-deleted-tokens',
    wrong: 'Lists tokens that were deleted.',
    breaks: ['ATR-15'],
    change: inSandbox((_sandbox, state) => {
      state.tokensIn = environment => state.tokens.filter(token => token.environment === environment);
    }),
  },
];

/** A mock that makes a token of what a field of the form says. */
export function withForm(
  field: string,
  change: (...args: [...Parameters<Parameters<typeof generating>[0]>, value: string]) => NewMade,
): MockMutant['change'] {
  let value: string | null = null;
  const listening = told(visit => {
    if (isGenerating(visit)) value = new URLSearchParams(visit.exchange.request.body.toString()).get(field);
  });
  const making = generating((made, state) => (value === null ? made : change(made, state, value)));
  return proper => listening(making(proper));
}

type NewMade = ReturnType<Parameters<typeof generating>[0]>;

function showingOnce(): MockMutant['change'] {
  const shown = new WeakSet<object>();
  return writing(LINE, (html, { sandbox }) => {
    if (shown.has(sandbox)) return html.replace(/(<code id="api-token">)[^<]*/, '$1hidden');
    shown.add(sandbox);
    return html;
  });
}
