/** Runs what it is given one at a time, in the order in which it came; a turn that fails does not stop the next. */
export function createTurns(): <T>(act: () => T | Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (act) => {
    const turn = last.then(act);
    last = turn.catch(() => undefined);
    return turn;
  };
}
