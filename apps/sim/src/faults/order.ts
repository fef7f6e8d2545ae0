import { z } from 'zod';

export const gateways = ['wechat', 'alipay', 'aliyun', 'tencent', 'smpp', 'mail'] as const;
export type Gateway = (typeof gateways)[number];

/** Strike a call before anything is done (`cut`: the connection ends), or after all is done, on the way of the reply. */
export const callBefore = ['status_429', 'status_500', 'hang', 'cut'] as const;
export const callAfter = [
  'half_reply',
  'reply_lost',
  'delay',
  'evil_reply',
  'stale_reply',
  'unknown_serial_reply',
] as const;
/** Strike one delivery of a notification. `drop`: it never arrives. `reorder`: it arrives after the next one. `signtest`: the gateway's probe comes first. */
export const noticeFaults = [
  'notice_drop',
  'notice_delay',
  'notice_duplicate',
  'notice_reorder',
  'notice_wrong_amount',
  'notice_other_merchant',
  'notice_other_app',
  'notice_evil_key',
  'notice_stale',
  'notice_signtest',
  'notice_unknown_serial',
] as const;
/** `close_race`: the buyer pays the moment before a close. Refunds: what becomes of the next one. Bills: what the next one asked for says. */
export const moneyFaults = [
  'close_race',
  'refund_slow',
  'refund_abnormal',
  'refund_closed',
  'bill_missing_line',
  'bill_extra_line',
  'bill_wrong_amount',
] as const;
/** `unknown_outcome`: the message is taken and its sender never hears so. */
export const messageFaults = [
  'limit',
  'throttled',
  'blacklisted',
  'configuration',
  'unknown_outcome',
  'receipt_failed',
  'receipt_lost',
  'receipt_twice',
] as const;
export const faultKinds = [...callBefore, ...callAfter, ...noticeFaults, ...moneyFaults, ...messageFaults] as const;
export type FaultKind = (typeof faultKinds)[number];

export const faultOrder = z.strictObject({
  gateway: z.enum(gateways),
  kind: z.enum(faultKinds),
  /** Only calls of this operation (`native`, `query`, `close`, `refund` …), or of any. */
  operation: z.string().max(60).optional(),
  /** Only where it concerns this trade, or this mobile number. */
  number: z.string().max(64).optional(),
  /** How many it strikes; 0 takes the order back. */
  count: z.coerce.number().int().min(0).max(1000).default(1),
  delayMs: z.coerce.number().int().min(0).max(600_000).default(5000),
});
export type FaultOrder = z.output<typeof faultOrder>;

export interface Fault {
  readonly kind: FaultKind;
  readonly delayMs: number;
}
export interface Place {
  readonly gateway: Gateway;
  readonly operation?: string;
  readonly number?: string;
}
export interface Faults {
  order(given: FaultOrder): void;
  /** The fault of one of these kinds that strikes here now, counted. */
  take(kinds: readonly FaultKind[], place: Place): Fault | undefined;
  list(): readonly FaultOrder[];
  clear(): void;
}

export function createFaults(): Faults {
  let orders: FaultOrder[] = [];
  const isSame = (one: FaultOrder, other: FaultOrder) =>
    one.gateway === other.gateway &&
    one.kind === other.kind &&
    one.operation === other.operation &&
    one.number === other.number;
  const fits = (one: FaultOrder, { gateway, operation, number }: Place) =>
    one.gateway === gateway &&
    (one.operation === undefined || one.operation === operation) &&
    (one.number === undefined || one.number === number);
  return {
    order(given) {
      orders = orders.filter((one) => !isSame(one, given));
      if (given.count > 0) orders.push(given);
    },
    take(kinds, place) {
      const found = orders.find((one) => kinds.includes(one.kind) && fits(one, place));
      if (!found) return undefined;
      orders = orders.flatMap((one) => {
        if (one !== found) return [one];
        return one.count > 1 ? [{ ...one, count: one.count - 1 }] : [];
      });
      return { kind: found.kind, delayMs: found.delayMs };
    },
    list: () => orders,
    clear() {
      orders = [];
    },
  };
}
