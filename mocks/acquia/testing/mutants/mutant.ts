import type { IncomingMessage, ServerResponse } from 'node:http';
import { contextOf, type Provider, type RequestContext, type Sandbox } from '../../../kernel/index.ts';
import type { AcquiaSettings, AcquiaState } from '../../index.ts';

export type Acquia = Provider<AcquiaState, AcquiaSettings>;
export type AcquiaSandbox = Sandbox<AcquiaState, AcquiaSettings>;

/** A deliberately wrong mock: the Acquia mock with one change. */
export interface MockMutant {
  /** Short and unique. */
  readonly name: string;
  /** One sentence: what this mock does wrong. */
  readonly wrong: string;
  /** The requirements of the provider that it breaks; every other one it meets. */
  readonly breaks: readonly string[];
  /** Where it truly breaks several: why one change does that. */
  readonly because?: string;
  /** The unit tests of which one must fail, where no requirement of the page is broken: a glob from the root. */
  readonly caughtBy?: string;
  /** The check that it does without, as the mock's trail of decisions names it. */
  readonly check?: string;
  change(proper: Acquia): Acquia;
}

/** A mock that makes a check and goes on whatever it finds. */
export function overlooking(check: string): Pick<MockMutant, 'check' | 'change'> {
  return { check, change: inSandbox(sandbox => sandbox.overlooks.add(check)) };
}

/** A mock whose sandboxes are changed before anything reaches them. */
export function inSandbox(
  change: (sandbox: AcquiaSandbox, state: AcquiaState) => void,
): MockMutant['change'] {
  return proper => ({
    ...proper,
    createState(sandbox) {
      const state = proper.createState(sandbox);
      change(sandbox, state);
      return state;
    },
  });
}

/** A request on its way into the mock, with what it belongs to. */
export interface Visit extends RequestContext {
  readonly sandbox: AcquiaSandbox;
  readonly req: IncomingMessage;
  /** Path and query as they came, below the platform's address; routers shorten the request's own. */
  readonly url: string;
}

/** A mock that is told something else than was asked. */
export function told(change: (visit: Visit) => void): MockMutant['change'] {
  return around((visit, _res, next) => {
    change(visit);
    next();
  });
}

/** A mock whose answers are changed on their way out; a body only, of a text. */
export function answered(
  change: (body: string, visit: Visit, res: ServerResponse) => string,
): MockMutant['change'] {
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
export function around(
  visitor: (visit: Visit, res: ServerResponse, next: () => void) => void,
): MockMutant['change'] {
  return proper => ({
    ...proper,
    app: (req, res) => visitor({ ...contextOf(req), req, url: req.url! }, res, () => proper.app(req, res)),
  });
}

/** Replace the body of a request, as the mock sees it. */
export function setBody({ exchange }: Visit, change: (body: string) => string): void {
  const body = Buffer.from(change(exchange.request.body.toString()));
  Object.assign(exchange, { request: { ...exchange.request, body } });
}

/** Change the fields of a form, as the mock sees them. */
export function setForm(visit: Visit, change: (form: URLSearchParams) => void): void {
  setBody(visit, body => {
    const form = new URLSearchParams(body);
    change(form);
    return form.toString();
  });
}

/** Let a request carry a token that is good. */
export function giveToken({ sandbox, exchange, req }: Visit, scope?: string): void {
  const value = sandbox.entropy.bytes(32).toString('base64url');
  sandbox.tokens.issue({ value, clientId: 'nobody', scope, lifetimeMs: 300_000, issuedIn: exchange.n });
  req.headers.authorization = `Bearer ${value}`;
}
