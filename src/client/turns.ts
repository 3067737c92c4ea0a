/** Lets jobs run one after the other, in the order they came. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /** Run a job when all that came before have ended, however they ended. */
  take<T>(job: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(job, job);
    this.#last = turn;
    turn.catch(() => {});
    return turn;
  }
}
