/** Does together what comes while others are being done. */
export interface Gathering<T, R> {
  /** @returns what the work said of it. @throws what the work threw, for all of its lot. */
  take(item: T): Promise<R>;
}

interface Waiting<T, R> {
  readonly item: T;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Whoever comes first is begun at once; what comes while `lots` are being done waits and is then done together, in its order, `most` at a time.
 * @param work one result for each item, in their order
 */
export function createGathering<T, R>(
  work: (lot: readonly T[]) => Promise<readonly R[]>,
  { most, lots }: { readonly most: number; readonly lots: number },
): Gathering<T, R> {
  const waiting: Waiting<T, R>[] = [];
  let atWork = 0;

  async function doAll(): Promise<void> {
    while (waiting.length > 0) await doOne(waiting.splice(0, most));
    atWork -= 1;
  }
  async function doOne(lot: readonly Waiting<T, R>[]): Promise<void> {
    try {
      const results = await work(lot.map(({ item }) => item));
      for (const [i, { resolve }] of lot.entries()) resolve(results[i] as R);
    } catch (error) {
      for (const { reject } of lot) reject(error);
    }
  }
  return {
    take: (item) =>
      new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        if (atWork === lots || (atWork > 0 && waiting.length < most)) return;
        atWork += 1;
        // What arrived in the same turn of the loop belongs to the same lot.
        setImmediate(() => void doAll());
      }),
  };
}
