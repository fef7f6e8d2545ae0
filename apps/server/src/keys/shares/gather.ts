import type { OpenWrap } from '../root/wraps.ts';
import { markOf, readShare, type Share } from './share.ts';
import { joinShares } from './split.ts';

export type Offered =
  | { readonly answer: 'counted'; readonly have: number; readonly needed: number }
  /** Not a share, or mistyped; of a split that opens nothing here; one that was counted already. */
  | { readonly answer: 'mistyped' | 'another_set' | 'again' }
  | { readonly answer: 'too_soon'; readonly seconds: number }
  /** These shares do not belong together: which of them is wrong cannot be known, and all are dropped. */
  | { readonly answer: 'wrong' }
  | { readonly answer: 'opened' };

export interface Unsealed {
  readonly root: Buffer;
  readonly set: string;
  /** Of the shares that opened it. */
  readonly marks: readonly string[];
}

export interface Gathering {
  offer(text: string): Promise<Offered>;
  /** Forgets the shares that were given. */
  drop(): void;
}

/** Between two shares, and after a wrong set: doubled each time. */
const pauseSeconds = { share: 1, wrongFirst: 5, wrongMost: 300 };
/** Custodians come together; what lies about half done is forgotten. */
const halfDoneSeconds = 15 * 60;

interface GatherGround {
  readonly wraps: readonly OpenWrap[];
  readonly clock: () => Date;
  readonly onOpen: (unsealed: Unsealed) => void;
  /** Who holds the process's own terminal needs no slowing down. */
  readonly isPatient?: boolean;
}

/** Counts custodians' shares until one split's number is reached, and opens the root key with them. Offers are judged one at a time. */
export function createGathering({ wraps, clock, onOpen, isPatient = false }: GatherGround): Gathering {
  const sets = new Map(wraps.filter((one) => one.wrapped_by === 'shares').map((one) => [one.wrapping_key, one]));
  const held = new Map<string, Map<string, Share>>();
  let wrongs = 0;
  let notBefore = 0;
  let lastAt = 0;
  let turn: Promise<unknown> = Promise.resolve();

  function drop(): void {
    for (const shares of held.values()) for (const { bytes } of shares.values()) bytes.fill(0);
    held.clear();
  }

  async function judge(text: string): Promise<Offered> {
    const now = clock().getTime() / 1000;
    if (now < notBefore && !isPatient) return { answer: 'too_soon', seconds: Math.ceil(notBefore - now) };
    if (now - lastAt > halfDoneSeconds) drop();
    notBefore = now + pauseSeconds.share;
    const share = readShare(text);
    if (!share) return { answer: 'mistyped' };
    const wrap = sets.get(share.set);
    if (!wrap) return { answer: 'another_set' };
    lastAt = now;
    const shares = held.get(share.set) ?? new Map<string, Share>();
    held.set(share.set, shares);
    // The last byte says which share it is: two of the same number cannot be joined.
    const place = String(share.bytes.at(-1));
    if (shares.has(place)) return { answer: 'again' };
    shares.set(place, share);
    const needed = wrap.shares_needed ?? 0;
    if (shares.size < needed) return { answer: 'counted', have: shares.size, needed };
    const given = [...shares.values()];
    const root = await joinShares(
      given.map((one) => one.bytes),
      wrap.wrapped,
    );
    const marks = given.map(markOf);
    drop();
    if (root) {
      onOpen({ root, set: share.set, marks });
      return { answer: 'opened' };
    }
    notBefore = now + Math.min(pauseSeconds.wrongMost, pauseSeconds.wrongFirst * 2 ** wrongs);
    wrongs++;
    return { answer: 'wrong' };
  }

  return {
    offer(text) {
      const offered = turn.then(() => judge(text));
      turn = offered.catch(() => undefined);
      return offered;
    },
    drop,
  };
}
