import { existsSync, readFileSync } from 'node:fs';
import {
  type AnyCard,
  type AnyCardState,
  attachToVpcd,
  type CardStore,
  createCard,
  createDesk,
  type Desk,
  type TearStep,
  tearBy,
  type VpcdAttachment,
} from '@jiesuo/card';
import { z } from 'zod';
import { writeAtomically } from '../disk/atomic.ts';
import { SimRefusal } from '../refusal.ts';
import { factsOf, type UkeyFacts } from './facts.ts';
import { renewed } from './renew.ts';
import { type TypedPin, typePin } from './type-pin.ts';

const desks = z.strictObject({ plugged: z.array(z.string().max(64)).max(1000) });

export interface UkeyLine extends UkeyFacts {
  readonly isPlugged: boolean;
  /** A bridge holds it at this moment. */
  readonly isAttached: boolean;
  /** It is in the reader of a vpcd, and so in a pcscd. */
  readonly isInVpcd: boolean;
}

/** The virtual UKeys of the sim: which are plugged outlives the process. Each act throws SimRefusal `ukey_unknown` for a serial that is not here. */
export interface UkeyTable {
  readonly desk: Desk<AnyCard>;
  list(): UkeyLine[];
  plug(serial: string): void;
  /** Out of the computer, and out of vpcd. */
  unplug(serial: string): void;
  type(serial: string, pin: string): TypedPin;
  /** Types one PIN that is surely wrong. */
  typeWrong(serial: string): TypedPin;
  /** Gives it a fresh admin secret, as a counter would, and takes it from the computer. @returns the secret, for the registry. */
  renew(serial: string): string;
  /** The card's script of faults; an empty one ends it. */
  tear(serial: string, script: readonly TearStep[]): void;
  /** Takes the UKey from the computer and puts it into vpcd's reader. @throws SimRefusal `vpcd_unreachable`. */
  attachToVpcd(serial: string, port: number): Promise<void>;
  close(): void;
}

export function openUkeyTable({ store, path }: { store: CardStore<AnyCardState>; path: string }): UkeyTable {
  const scripts = new Map<string, ReturnType<typeof tearBy>>();
  const readers = new Map<string, VpcdAttachment>();
  const power = (state: AnyCardState): AnyCard =>
    createCard(state, { save: store.save, tear: (ins, phase) => scripts.get(state.serial)?.(ins, phase) });
  const desk = createDesk<AnyCard>(store.load().map(power));
  let plugged: string[] = [];
  const isHere = (serial: string) => desk.list().some((entry) => entry.serial === serial);
  if (existsSync(path)) {
    plugged = desks.parse(JSON.parse(readFileSync(path, 'utf8'))).plugged.filter(isHere);
    for (const serial of plugged) desk.plug(serial);
  }

  function find(serial: string): AnyCard {
    if (!isHere(serial)) throw new SimRefusal(404, 'ukey_unknown');
    return desk.card(serial);
  }
  function remember(next: string[]): void {
    plugged = next;
    writeAtomically(path, `${JSON.stringify({ plugged })}\n`);
  }
  function type(serial: string, pin: string): TypedPin {
    const card = find(serial);
    const entry = desk.list().find((one) => one.serial === serial);
    return typePin(card, pin, entry?.isAttached === true || readers.has(serial));
  }
  function unplug(serial: string): void {
    find(serial);
    readers.get(serial)?.detach();
    readers.delete(serial);
    desk.unplug(serial);
    remember(plugged.filter((one) => one !== serial));
  }

  return {
    desk,
    list: () =>
      desk.list().map(({ serial, isPlugged, isAttached }) => ({
        ...factsOf(desk.card(serial)),
        isPlugged,
        isAttached,
        isInVpcd: readers.has(serial),
      })),
    plug(serial) {
      find(serial);
      if (readers.has(serial)) throw new SimRefusal(409, 'ukey_in_vpcd');
      desk.plug(serial);
      if (!plugged.includes(serial)) remember([...plugged, serial]);
    },
    unplug,
    type,
    typeWrong(serial) {
      const { userPin } = find(serial).state;
      // Short enough for every family: a PIN that a card cannot have costs no try.
      return type(serial, userPin === 'wrong-1' ? 'wrong-2' : 'wrong-1');
    },
    renew(serial) {
      unplug(serial);
      const { state, secret } = renewed(find(serial).state);
      store.save(state);
      desk.remove(serial);
      desk.add(power(state));
      return secret;
    },
    tear(serial, script) {
      find(serial);
      scripts.set(serial, tearBy(script));
    },
    async attachToVpcd(serial, port) {
      const card = find(serial);
      if (readers.has(serial)) throw new SimRefusal(409, 'ukey_in_vpcd');
      unplug(serial);
      const reader = await attachToVpcd(card, { port }).catch(() => {
        throw new SimRefusal(502, 'vpcd_unreachable');
      });
      readers.set(serial, reader);
      void reader.detached.then(() => {
        if (readers.get(serial) === reader) readers.delete(serial);
      });
    },
    close() {
      for (const reader of readers.values()) reader.detach();
    },
  };
}
