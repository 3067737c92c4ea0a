import type { z } from 'zod';
import type { ServedPlatform } from './served-platform.ts';

/** A request to the control API, checked. */
export interface Call<Body = unknown, Query = unknown> {
  readonly platform: ServedPlatform;
  readonly body: Body;
  readonly query: Query;
  /** What stands in the place of `:id`. */
  readonly id: string;
}

/** One route of the control API, below `/_control/<platform>`. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly summary: string;
  /** Status of success; default 200. */
  readonly status?: number;
  /** What the body must be; without it none is taken. */
  readonly body?: z.ZodType;
  /** A body that is accepted, to show to whom sent another. */
  readonly example?: object;
  /** What may stand in the query; without it nothing may. */
  readonly query?: z.ZodType;
  /** @returns what is answered, as JSON */
  handle(call: Call): unknown;
}

type Typed<Body extends z.ZodType, Query extends z.ZodType> = Omit<Route, 'handle' | 'body' | 'query'> & {
  readonly body?: Body;
  readonly query?: Query;
  handle(call: Call<z.output<Body>, z.output<Query>>): unknown;
};

/** A route whose handler has its body and query typed by their schemas. */
export function route<Body extends z.ZodType, Query extends z.ZodType>(typed: Typed<Body, Query>): Route {
  return typed as Route;
}
