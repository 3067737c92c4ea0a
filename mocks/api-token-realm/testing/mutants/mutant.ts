import type { Provider } from '../../../kernel/index.ts';
import * as kernel from '../../../kernel/testing/mutants.ts';
import { type ApiTokenRealmSettings, type ApiTokenRealmState, facts } from '../../index.ts';
import type { NewToken } from '../../state.ts';

export { setForm } from '../../../kernel/testing/mutants.ts';

type ApiTokenRealm = Provider<ApiTokenRealmState, ApiTokenRealmSettings>;
/** A deliberately wrong mock: the mock of the apiToken realm with one change. */
export type MockMutant = kernel.MockMutant<ApiTokenRealm>;
/** A request on its way into the mock, with what it belongs to. */
export type Visit = kernel.Visit<ApiTokenRealmState, ApiTokenRealmSettings>;

export const { overlooking, inSandbox, told, answered, around } = kernel.waysToChange<
  ApiTokenRealmState,
  ApiTokenRealmSettings
>();

/** Pages and addresses as the mock sees them. */
export const API = facts.apiPath.value;
export const MANAGEMENT = `${API}${facts.managementPath.value}`;
/** The console's page of all tokens. */
export const LIST = new RegExp(`^/console/environments/[^/]+${facts.tokensPage.value}$`);
/** The console's page of one token. */
export const LINE = new RegExp(`^/console/environments/[^/]+${facts.tokensPage.value}/[^/]+$`);

/** Let a request carry this Authorization header, or none. */
export function setAuthorization({ exchange }: Visit, authorization?: string): void {
  const others = exchange.request.headers.filter(([name]) => !/^authorization$/i.test(name));
  const headers =
    authorization === undefined ? others : [...others, ['Authorization', authorization] as const];
  Object.assign(exchange, { request: { ...exchange.request, headers } });
}

/** Let a request carry a token that may do everything. */
export function giveToken(visit: Visit): void {
  const { state } = visit.sandbox;
  const permissions = [...state.rightsOf(state.admin, state.environment)];
  const { access } = state.createToken({ user: state.admin, name: 'given', permissions });
  setAuthorization(visit, `apiToken ${access.value}`);
}

/** A mock that makes other tokens than it was asked for; fixtures stay as they are. */
export function generating(
  change: (made: NewToken, state: ApiTokenRealmState) => NewToken,
): MockMutant['change'] {
  return inSandbox((_sandbox, state) => {
    const create = state.createToken.bind(state);
    state.createToken = made => create(made.issuedIn === undefined ? made : change(made, state));
  });
}

/** A mock one of whose pages is written otherwise. */
export function writing(page: RegExp, change: (html: string, visit: Visit) => string): MockMutant['change'] {
  return answered((body, visit) =>
    visit.req.method === 'GET' && page.test(visit.url) ? change(body, visit) : body,
  );
}
