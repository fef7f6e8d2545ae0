/** Tries left and their maximum, of one UKey at one moment. */
export interface Counters {
  readonly user: { readonly left: number; readonly max: number };
  readonly admin: { readonly left: number; readonly max: number };
}
/** Tries that went, also those that a right PIN has given back. */
export type Spent = Readonly<Record<'user' | 'admin', number>>;

/** Never fewer than these remain after a command that may cost a try: the ceremony's own rule. */
export const TRIES_KEPT = 3;

/** Why a probe ended before it knew. */
export class Stopped extends Error {
  override name = 'Stopped';
  readonly why: 'tries_low' | 'admin_tries_low' | 'tries_untold' | 'other_counter' | 'odd_answer';
  /** Command and status word. */
  readonly detail: string | undefined;
  constructor(why: Stopped['why'], detail?: string) {
    super(why);
    this.why = why;
    this.detail = detail;
  }
}

export interface Account {
  readonly spent: Spent;
  /** As last read. */
  readonly counters: Counters | undefined;
  /**
   * Runs one command that may cost a try of `type`, between two readings of the counters.
   * @throws {Stopped} before it, where fewer than one more than `TRIES_KEPT` are left; after it, where the other counter went down, or neither can be read.
   */
  pay(type: 'user' | 'admin', command: () => Promise<string>): Promise<string>;
  /** Reads both counters. @throws {Stopped} */
  read(): Promise<Counters>;
}

/** Keeps count by the card's own counters, never by its status words alone. */
export function openAccount(readCounters: () => Promise<Counters | undefined>): Account {
  const spent = { user: 0, admin: 0 };
  let counters: Counters | undefined;
  const read = async (): Promise<Counters> => {
    counters = await readCounters();
    if (counters === undefined) throw new Stopped('tries_untold');
    return counters;
  };
  return {
    spent,
    get counters() {
      return counters;
    },
    read,
    async pay(type, command) {
      const before = await read();
      if (before[type].left <= TRIES_KEPT) throw new Stopped(type === 'user' ? 'tries_low' : 'admin_tries_low');
      const word = await command();
      const after = await read();
      for (const one of ['user', 'admin'] as const) spent[one] += Math.max(0, before[one].left - after[one].left);
      const other = type === 'user' ? 'admin' : 'user';
      if (after[other].left < before[other].left) throw new Stopped('other_counter');
      return word;
    },
  };
}
