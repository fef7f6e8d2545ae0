import type { Ticket } from '@jiesuo/ceremony/messages';
import type { Pairing } from '../commands/view.ts';
import { GateRefusal } from '../gate/refusal.ts';

export const SEATS_MAX = 8;
/** Of one pairing, from hello to end. */
export const SEAT_LIFE_MS = 15 * 60_000;
/** Without a call: the window is gone. */
export const SEAT_SILENCE_MS = 60_000;
/** Labels remembered as used; older ones have long lost their pairing code (60 s). */
const USED_MAX = 4096;

type Holding = Pick<Ticket, 'ceremony' | 'leg'>;

interface Seat {
  readonly pairing: Pairing;
  readonly openedAt: number;
  calledAt: number;
  isBusy: boolean;
  /** Whose ticket it holds. */
  holds?: Holding;
}

/** The windows at the bridge: one pairing for each label. */
export interface Seats {
  /** @throws {GateRefusal} `used` for a label that was here before, `full`. */
  open(label: string): void;
  /** Runs one call, the only one of its window at that time. @throws {GateRefusal} `ended`, `busy`; whatever `call` throws. */
  use<T>(label: string, call: (pairing: Pairing) => T | Promise<T>): Promise<T>;
  /** The window is still there. @throws {GateRefusal} `ended` */
  touch(label: string): void;
  /** The ticket of the highest leg is the one that counts, in whichever order they come: other windows of the ceremony end and give the UKey back. */
  claim(label: string, ticket: Holding): Promise<void>;
  /** Does nothing when there is none. */
  end(label: string): Promise<void>;
  /** Ends those that are too old or silent. */
  sweep(): Promise<void>;
  close(): Promise<void>;
}

/** @param now monotonic milliseconds. */
export function createSeats(createPairing: () => Pairing, now: () => number = () => performance.now()): Seats {
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
    await seat?.pairing.end();
  };
  const isOver = (seat: Seat): boolean =>
    now() - seat.openedAt >= SEAT_LIFE_MS || (!seat.isBusy && now() - seat.calledAt >= SEAT_SILENCE_MS);

  return {
    open(label) {
      if (used.has(label)) throw new GateRefusal('used');
      if (seats.size >= SEATS_MAX) throw new GateRefusal('full');
      used.add(label);
      for (const oldest of used) if (used.size > USED_MAX) used.delete(oldest);
      seats.set(label, { pairing: createPairing(), openedAt: now(), calledAt: now(), isBusy: false });
    },
    async use(label, call) {
      const seat = find(label);
      if (seat.isBusy) throw new GateRefusal('busy');
      seat.isBusy = true;
      try {
        return await call(seat.pairing);
      } finally {
        seat.isBusy = false;
        seat.calledAt = now();
      }
    },
    touch(label) {
      find(label);
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
