// What the hostile modules share: a client module that does all it should until it is asked for /trouble.
import { description } from './well-behaved.mjs';

/** A client module; `trouble` takes the requests for /trouble. */
export function moduleWith(trouble) {
  return {
    initialize: async () => description,
    'session/request': async ({ path }) => {
      if (path === '/trouble') return trouble();
      return { outcome: 'response', status: 200, headers: {}, body: 'fine' };
    },
  };
}
