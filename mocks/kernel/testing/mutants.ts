import type { IncomingMessage, ServerResponse } from 'node:http';
import { contextOf, type MockHost, type Provider, type RequestContext, type Sandbox } from '../index.ts';

/** Makes a deliberately wrong mock of the proper one. */
type Change<P> = (proper: P) => P;

/** A deliberately wrong mock: a platform's mock with one change. */
export interface MockMutant<P> {
  /** Short and unique. */
  readonly name: string;
  /** One sentence: what this mock does wrong. */
  readonly wrong: string;
  /** The requirements of the provider that it breaks; every other one it meets. */
  readonly breaks: readonly string[];
  /** Where it truly breaks several: why one change does that. */
  readonly because?: string;
  /** The unit tests of which one must fail, where no requirement of the page is broken: a file or a folder, from the root. */
  readonly caughtBy?: string;
  /** The check that it does without, as the mock's trail of decisions names it. */
  readonly check?: string;
  change(proper: P): P;
}

/** A request on its way into the mock, with what it belongs to. */
export interface Visit<State, Settings> extends RequestContext {
  readonly sandbox: Sandbox<State, Settings>;
  readonly req: IncomingMessage;
  /** Path and query as they came, below the platform's address; routers shorten the request's own. */
  readonly url: string;
}

/** The ways to change the mock of one platform, whose state and settings these are. */
export function waysToChange<State, Settings>() {
  type ChangeOfPlatform = Change<Provider<State, Settings>>;
  type Guest = Visit<State, Settings>;

  /** A mock that makes a check and goes on whatever it finds. */
  function overlooking(check: string): { readonly check: string; readonly change: ChangeOfPlatform } {
    return { check, change: inSandbox(sandbox => sandbox.overlooks.add(check)) };
  }

  /** A mock whose sandboxes are changed before anything reaches them. */
  function inSandbox(change: (sandbox: Sandbox<State, Settings>, state: State) => void): ChangeOfPlatform {
    return proper => ({
      ...proper,
      createState(sandbox) {
        const state = proper.createState(sandbox);
        change(sandbox, state);
        return state;
      },
    });
  }

  /** A mock that is told something else than was asked. */
  function told(change: (visit: Guest) => void): ChangeOfPlatform {
    return around((visit, _res, next) => {
      change(visit);
      next();
    });
  }

  /** A mock whose answers are changed on their way out; a body only, of a text. */
  function answered(change: (body: string, visit: Guest, res: ServerResponse) => string): ChangeOfPlatform {
    return around((visit, res, next) => {
      const end = res.end.bind(res) as (body: string) => ServerResponse;
      res.end = ((chunk: unknown = '') => {
        const body =
          typeof chunk === 'string' || chunk instanceof Uint8Array ? Buffer.from(chunk).toString() : '';
        const changed = change(body, visit, res);
        if (changed !== body) res.removeHeader('Content-Length');
        return end(changed);
      }) as typeof res.end;
      next();
    });
  }

  /** A mock that is asked only where `visitor` goes on. */
  function around(visitor: (visit: Guest, res: ServerResponse, next: () => void) => void): ChangeOfPlatform {
    return proper => ({
      ...proper,
      app: (req, res) => visitor({ ...contextOf(req), req, url: req.url! }, res, () => proper.app(req, res)),
    });
  }

  return { overlooking, inSandbox, told, answered, around };
}

/** Replace the body of a request, as the mock sees it. */
export function setBody({ exchange }: RequestContext, change: (body: string) => string): void {
  const body = Buffer.from(change(exchange.request.body.toString()));
  Object.assign(exchange, { request: { ...exchange.request, body } });
}

/** Change the fields of a form, as the mock sees them. */
export function setForm(visit: RequestContext, change: (form: URLSearchParams) => void): void {
  setBody(visit, body => {
    const form = new URLSearchParams(body);
    change(form);
    return form.toString();
  });
}

/** Let a host open changed mocks of one platform; handed the prototype, every host does. */
export function changeProviders<State, Settings>(
  host: Pick<MockHost, 'open'>,
  platform: string,
  change: Change<Provider<State, Settings>>,
): void {
  type Platform = Provider<State, Settings>;
  const open = host.open as (this: MockHost, provider: unknown, options?: unknown) => unknown;
  host.open = function (this: MockHost, provider: unknown, options?: unknown) {
    const isMeant = (provider as Platform).name === platform;
    return open.call(this, isMeant ? change(provider as Platform) : provider, options);
  } as MockHost['open'];
}
