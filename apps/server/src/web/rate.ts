import { isIPv6 } from 'node:net';
import { Refusal } from '../refusal.ts';
import type { Counts } from './counts.ts';

export interface Rate {
  /** Counts one request. @throws Refusal `too_many_requests` with `retryAfterSeconds`. */
  count(caller: string, now: Date): void;
}

export interface RateOptions {
  /** Tells one limit's counts from another's. */
  readonly name: string;
  readonly perMinute: number;
  readonly isExempt?: (address: string) => boolean;
  /** What the other nodes counted; without it, each node counts for itself. */
  readonly counts?: Counts;
}

const minuteMs = 60_000;
/** Callers remembered at once; beyond it the oldest are forgotten, so that many addresses do not fill the memory. */
const callersMost = 50_000;
/** A caller is told of to the other nodes by so many parts of its share: who asks little costs the database nothing. */
const shareParts = 50;
/** The database is told once in this time, of all callers together. */
const tellMs = 1_000;

interface Window {
  minute: number;
  own: number;
  /** Counted here and not yet told. */
  untold: number;
  /** On the other nodes, as last heard. */
  others: number;
}

/**
 * At most `perMinute` requests of one caller in a minute of the clock, over all nodes. Requests are counted in memory and wait for nothing;
 * once a second the heavy callers' counts go to the database in one statement and the sums come back. So a caller gets at most, beyond its share,
 * what it sends to the other nodes in a second and a fiftieth of its share on each. A database that is away leaves each node its own count.
 * A flood is the load balancer's business. The limits that decide something (codes, log-ins) are in the database, and exact.
 */
export function createRate({ name, perMinute, isExempt = () => false, counts }: RateOptions): Rate {
  const windows = new Map<string, Window>();
  const step = Math.max(1, Math.floor(perMinute / shareParts));
  let telling: NodeJS.Timeout | undefined;

  async function tell(minute: number): Promise<void> {
    const heavy = [...windows].filter(([, one]) => one.minute === minute && one.untold >= step);
    if (!counts || heavy.length === 0) return;
    const told = new Map(heavy.map(([caller, { untold }]) => [caller, untold]));
    const sums = await counts.add(name, told, new Date(minute));
    for (const [caller, window] of heavy) {
      const sum = sums.get(caller);
      if (sum === undefined) continue;
      window.untold -= told.get(caller) ?? 0;
      window.others = Math.max(0, sum - (window.own - window.untold));
    }
  }
  function tellSoon(minute: number): void {
    telling ??= setTimeout(() => {
      void tell(minute).finally(() => {
        telling = undefined;
      });
    }, tellMs).unref();
  }
  function windowOf(key: string, minute: number): Window {
    const known = windows.get(key);
    if (known?.minute === minute) return known;
    windows.delete(key);
    const window = { minute, own: 0, untold: 0, others: 0 };
    windows.set(key, window);
    const oldest = windows.size > callersMost ? windows.keys().next().value : undefined;
    if (oldest !== undefined) windows.delete(oldest);
    return window;
  }

  return {
    count(caller, now) {
      if (isExempt(caller)) return;
      const time = now.getTime();
      const minute = time - (time % minuteMs);
      const window = windowOf(networkOf(caller), minute);
      if (window.own + window.others >= perMinute)
        throw new Refusal('too_many_requests', {
          detail: { retryAfterSeconds: Math.ceil((minute + minuteMs - time) / 1000) },
        });
      window.own++;
      window.untold++;
      if (counts && window.untold >= step) tellSoon(minute);
    },
  };
}

/** A household has a /64 of IPv6: counted as one caller. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1]) return mapped[1];
  const [head = '', tail] = address.split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail === undefined ? [] : tail.split(':').filter(Boolean);
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  return `${[...left, ...zeros, ...right].slice(0, 4).join(':')}::/64`;
}

export const isLoopback = (address: string): boolean =>
  address === '127.0.0.1' || address === '::1' || address === '::ffff:127.0.0.1';
