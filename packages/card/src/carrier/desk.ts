import type { Card } from '../card.ts';
import type { AnyCardState } from '../state.ts';

export type AnyCard = Card<AnyCardState>;

/** Where one UKey is: on the desk, plugged in, or plugged in and held by a reader. */
export interface DeskEntry {
  readonly serial: string;
  readonly label: string;
  readonly isPlugged: boolean;
  readonly isAttached: boolean;
}

/** A reader's hold on a plugged UKey. */
export interface Attachment<C extends AnyCard = Card> {
  readonly card: C;
  /** Gives the UKey back without power; it stays plugged. Calling it again does nothing. */
  release(): void;
}

/** The virtual UKeys lying around, and which of them are plugged into this machine. */
export interface Desk<C extends AnyCard = Card> {
  /** Lays a UKey on the desk, unplugged. @throws {DeskError} when its serial number is already there. */
  add(card: C): void;
  /** Takes a UKey away, unplugging it first. @throws {DeskError} for an unknown serial number. */
  remove(serial: string): void;
  /** Does nothing when it is plugged already. @throws {DeskError} for an unknown serial number. */
  plug(serial: string): void;
  /** Closes the connection that holds it. Does nothing when it is not plugged. @throws {DeskError} when unknown. */
  unplug(serial: string): void;
  list(): DeskEntry[];
  /** @throws {DeskError} for an unknown serial number. */
  card(serial: string): C;
  /**
   * Holds the UKey that was plugged first of those that nobody holds.
   * @param pulled called when it is unplugged while held; the hold has ended by then.
   */
  attach(pulled: () => void): Attachment<C> | undefined;
}

export class DeskError extends Error {
  override name = 'DeskError';
}

interface Place<C> {
  readonly card: C;
  /** Order of plugging; undefined while unplugged. */
  plugged: number | undefined;
  pulled: (() => void) | undefined;
}

export function createDesk<C extends AnyCard = Card>(cards: readonly C[] = []): Desk<C> {
  const places = new Map<string, Place<C>>();
  let plugs = 0;

  function find(serial: string): Place<C> {
    const place = places.get(serial);
    if (place === undefined) throw new DeskError('no UKey with this serial number lies here');
    return place;
  }

  const desk: Desk<C> = {
    add(card) {
      const { serial } = card.state;
      if (places.has(serial)) throw new DeskError('a UKey with this serial number already lies here');
      places.set(serial, { card, plugged: undefined, pulled: undefined });
    },
    remove(serial) {
      desk.unplug(serial);
      places.delete(serial);
    },
    plug(serial) {
      const place = find(serial);
      place.plugged ??= ++plugs;
    },
    unplug(serial) {
      const place = find(serial);
      const { pulled } = place;
      place.plugged = undefined;
      place.pulled = undefined;
      place.card.control(0);
      pulled?.();
    },
    list: () =>
      [...places.values()].map(({ card, plugged, pulled }) => ({
        serial: card.state.serial,
        label: card.state.label,
        isPlugged: plugged !== undefined,
        isAttached: pulled !== undefined,
      })),
    card: (serial) => find(serial).card,
    attach(pulled) {
      const free = [...places.values()].filter((place) => place.plugged !== undefined && place.pulled === undefined);
      const place = free.sort((left, right) => (left.plugged ?? 0) - (right.plugged ?? 0))[0];
      if (place === undefined) return undefined;
      // A hold of its own, so that a late release cannot end the hold of the reader that came after.
      const hold = () => pulled();
      place.pulled = hold;
      return {
        card: place.card,
        release() {
          if (place.pulled !== hold) return;
          place.pulled = undefined;
          place.card.control(0);
        },
      };
    },
  };

  for (const card of cards) desk.add(card);
  return desk;
}
