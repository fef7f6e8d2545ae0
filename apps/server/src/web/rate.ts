import { isIPv6 } from 'node:net';
import { Refusal } from '../refusal.ts';

export interface Rate {
  /** Counts one request. @throws Refusal `too_many_requests` with `retryAfterSeconds`. */
  count(address: string, now: Date): void;
}

const windowSeconds = 60;
/** Addresses remembered at once; beyond it the oldest are forgotten, so that many addresses do not fill the memory. */
const addressesMost = 50_000;

/**
 * At most `perMinute` requests of one address in a minute, on this node. A flood is the load balancer's business;
 * this only keeps one caller from taking the others' share. The limits that decide something (codes, log-ins) are in the database.
 */
export function createRate(perMinute: number, isExempt: (address: string) => boolean): Rate {
  const windows = new Map<string, { until: number; left: number }>();
  return {
    count(address, now) {
      if (isExempt(address)) return;
      const key = networkOf(address);
      const time = now.getTime();
      let window = windows.get(key);
      if (!window || window.until <= time) {
        windows.delete(key);
        window = { until: time + windowSeconds * 1000, left: perMinute };
        windows.set(key, window);
        const oldest = windows.size > addressesMost ? windows.keys().next().value : undefined;
        if (oldest !== undefined) windows.delete(oldest);
      }
      window.left--;
      if (window.left < 0)
        throw new Refusal('too_many_requests', {
          detail: { retryAfterSeconds: Math.ceil((window.until - time) / 1000) },
        });
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
