/** Kept per day; what `key` names depends on the figure. */
export type Figure =
  | 'flow'
  | 'wait'
  | 'promise'
  | 'first_review'
  | 'reason'
  | 'reset'
  | 'method'
  | 'model'
  | 'failure'
  | 'approved_by'
  | 'refused_by'
  | 'handled_by'
  | 'paid'
  | 'refunded'
  | 'message';

export interface Sum {
  readonly figure: Figure;
  readonly key: string;
  readonly count: number;
  readonly fen?: number;
  /** Lengths of time by their rounded seconds. */
  readonly spread?: ReadonlyMap<number, number>;
}

const none = { count: 0, fen: 0 } as const;

/** Sums by figure and key. */
export class Tally {
  readonly #sums = new Map<string, Required<Sum>>();

  add({ figure, key, count, fen = 0, spread = new Map() }: Sum): void {
    const place = `${figure} ${key}`;
    const old = this.#sums.get(place);
    const whole = new Map(old?.spread);
    for (const [seconds, times] of spread) whole.set(seconds, (whole.get(seconds) ?? 0) + times);
    this.#sums.set(place, {
      figure,
      key,
      count: (old?.count ?? 0) + count,
      fen: (old?.fen ?? 0) + fen,
      spread: whole,
    });
  }

  of(figure: Figure, key: string): { readonly count: number; readonly fen: number } {
    return this.#sums.get(`${figure} ${key}`) ?? none;
  }

  spread(figure: Figure, key: string): ReadonlyMap<number, number> {
    return this.#sums.get(`${figure} ${key}`)?.spread ?? new Map();
  }

  keys(figure: Figure): string[] {
    return [...this.#sums.values()].filter((sum) => sum.figure === figure).map(({ key }) => key);
  }

  sums(): Required<Sum>[] {
    return [...this.#sums.values()];
  }
}
