import { z } from 'zod';

/** `drop`: cut before it is kept. `answer_lost`: kept, then cut. `delay`: kept, answered late. The others are refusals; nothing is kept. */
const faultKinds = ['drop', 'answer_lost', 'delay', '500', '429'] as const;
export type FaultKind = (typeof faultKinds)[number];

export const faultOrder = z.strictObject({
  next: z.enum(faultKinds),
  /** How many messages it strikes; 0 ends it. */
  count: z.number().int().min(0).max(1000).default(1),
  delayMs: z.number().int().min(0).max(60_000).default(5000),
});

export interface Fault {
  readonly kind: FaultKind;
  readonly delayMs: number;
}

/** Faults on demand: what was ordered last strikes the next messages. */
export function createFaults() {
  let order = { next: 'drop' as FaultKind, count: 0, delayMs: 0 };
  return {
    order(given: z.output<typeof faultOrder>): void {
      order = given;
    },
    /** The fault that strikes now, counted. */
    take(): Fault | undefined {
      if (order.count === 0) return undefined;
      order = { ...order, count: order.count - 1 };
      return { kind: order.next, delayMs: order.delayMs };
    },
  };
}
export type Faults = ReturnType<typeof createFaults>;
