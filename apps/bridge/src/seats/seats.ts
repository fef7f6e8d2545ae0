import type { Ticket } from '@jiesuo/ceremony/messages';
import type { Pairing, PinChange } from '../commands/view.ts';
import { GateRefusal } from '../gate/refusal.ts';

export const SEATS_MAX = 8;
/** Of one pairing, from hello to end. */
export const SEAT_LIFE_MS = 15 * 60_000;
/** Without a call: the window is gone. */
export const SEAT_SILENCE_MS = 60_000;
/** Labels remembered as used; older ones have long lost their pairing code (60 s). */
const USED_MAX = 4096;

type Holding = Pick<Ticket, 'ceremony' | 'leg'>;

/** Whose window it may be. */
export interface Guests {
  readonly pairing: Pairing;
  readonly change: PinChange;
}
export type Guest = keyof Guests;

interface Seat {
  /** One of them. */
  readonly guests: Partial<Guests>;
  readonly openedAt: number;
  calledAt: number;
  isBusy: boolean;
  /** Whose ticket it holds. */
  holds?: Holding;
}

/** The windows at the bridge: one pairing, or one local change of a PIN, for each label. */
export interface Seats {
  /** @throws {GateRefusal} `used` for a label that was here before, `full`. */
  open(label: string, guest: Guest): void;
  /**
   * Runs one call, the only one of its window at that time.
   * @throws {GateRefusal} `ended`, also for a window of the other kind; `busy`; whatever `call` throws.
   */
  use<K extends Guest, T>(label: string, guest: K, call: (guest: Guests[K]) => T | Promise<T>): Promise<T>;
  /** The window is still there. @returns whether it may be shown what is plugged in. @throws {GateRefusal} `ended` */
  touch(label: string): boolean;
  /** The ticket of the highest leg is the one that counts, in whichever order they come: other windows of the ceremony end and give the UKey back. */
  claim(label: string, ticket: Holding): Promise<void>;
  /** Does nothing when there is none. */
  end(label: string): Promise<void>;
  /** Ends those that are too old or silent. */
  sweep(): Promise<void>;
  close(): Promise<void>;
}

/** @param now monotonic milliseconds. */
export function createSeats(
  make: { readonly [K in Guest]: () => Guests[K] },
  now: () => number = () => performance.now(),
): Seats {
  const seats = new Map<string, Seat>();
  const used = new Set<string>();
  const superseded = new Set<string>();

  const find = (label: string): Seat => {
    const seat = seats.get(label);
    if (seat === undefined) throw new GateRefusal(superseded.has(label) ? 'superseded' : 'ended');
    seat.calledAt = now();
    return seat;
  };
  const end = async (label: string): Promise<void> => {
    const seat = seats.get(label);
    seats.delete(label);
    const guest = seat?.guests.pairing ?? seat?.guests.change;
    await guest?.end();
  };
  const isOver = (seat: Seat): boolean =>
    now() - seat.openedAt >= SEAT_LIFE_MS || (!seat.isBusy && now() - seat.calledAt >= SEAT_SILENCE_MS);

  return {
    open(label, guest) {
      if (used.has(label)) throw new GateRefusal('used');
      if (seats.size >= SEATS_MAX) throw new GateRefusal('full');
      used.add(label);
      for (const oldest of used) if (used.size > USED_MAX) used.delete(oldest);
      seats.set(label, { guests: { [guest]: make[guest]() }, openedAt: now(), calledAt: now(), isBusy: false });
    },
    async use(label, kind, call) {
      const seat = find(label);
      const guest = seat.guests[kind];
      if (guest === undefined) throw new GateRefusal('ended');
      if (seat.isBusy) throw new GateRefusal('busy');
      seat.isBusy = true;
      try {
        return await call(guest);
      } finally {
        seat.isBusy = false;
        seat.calledAt = now();
      }
    },
    touch(label) {
      const { guests } = find(label);
      return (guests.pairing ?? guests.change)?.mayLook() ?? false;
    },
    async claim(label, { ceremony, leg }) {
      find(label).holds = { ceremony, leg };
      const same = [...seats].filter(([, seat]) => seat.holds?.ceremony === ceremony);
      const newest = Math.max(...same.map(([, seat]) => seat.holds?.leg ?? 0));
      const older = same.filter(([, seat]) => (seat.holds?.leg ?? 0) < newest);
      for (const [other] of older) superseded.add(other);
      for (const first of superseded) if (superseded.size > USED_MAX) superseded.delete(first);
      await Promise.all(older.map(([other]) => end(other)));
    },
    end,
    async sweep() {
      await Promise.all([...seats].filter(([, seat]) => isOver(seat)).map(([label]) => end(label)));
    },
    async close() {
      await Promise.all([...seats.keys()].map(end));
    },
  };
}
