import type { Exchange } from './exchange.ts';

type Listener = (exchange: Exchange) => void;

/** The ordered exchanges of one sandbox. */
export class Journal {
  readonly #exchanges: Exchange[] = [];
  #opened = 0;
  readonly #arrivals = new Set<Listener>();

  /** Everything recorded and not forgotten, in order of arrival. */
  get exchanges(): readonly Exchange[] {
    return this.#exchanges;
  }

  /**
   * Record an arrival.
   * @returns the exchange, numbered; its response is filled in when the answer has gone out
   */
  open(arrival: Omit<Exchange, 'n' | 'decisions'>): Exchange {
    const exchange: Exchange = { n: ++this.#opened, decisions: [], ...arrival };
    this.#exchanges.push(exchange);
    return exchange;
  }

  /** Forget all but the `newest` last exchanges; the numbers of later ones go on. */
  forgetAllBut(newest: number): void {
    this.#exchanges.splice(0, Math.max(0, this.#exchanges.length - newest));
  }

  /** Tell those who wait that a request has been routed to its operation. */
  announce(exchange: Exchange): void {
    for (const listener of [...this.#arrivals]) listener(exchange);
  }

  /**
   * Resolves with the first exchange, recorded or still to come, that `matches` accepts.
   * @param signal ends the wait; the promise then resolves with undefined
   */
  arrival(matches: (exchange: Exchange) => boolean, signal: AbortSignal): Promise<Exchange | undefined> {
    const known = this.#exchanges.find(matches);
    if (known !== undefined || signal.aborted) return Promise.resolve(known);
    return new Promise(resolve => {
      const finish = (exchange: Exchange | undefined) => {
        this.#arrivals.delete(listener);
        signal.removeEventListener('abort', onAbort);
        resolve(exchange);
      };
      const listener: Listener = exchange => matches(exchange) && finish(exchange);
      const onAbort = () => finish(undefined);
      this.#arrivals.add(listener);
      signal.addEventListener('abort', onAbort);
    });
  }
}
