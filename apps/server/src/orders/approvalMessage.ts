import { shanghaiTime } from '@jiesuo/contract';
import type { OrderRow } from './move.ts';

/** `template` where the reset may begin now, else from when: nobody is called to a reset that is still refused to him. */
export function approvalMessage<T extends string>(
  template: T,
  { reset_from }: Pick<OrderRow, 'reset_from'>,
  now: Date,
): { template: T | 'order_approved_later'; variables: Readonly<Record<string, string>> } {
  if (!reset_from || reset_from <= now) return { template, variables: {} };
  // To the next whole minute: at the one that is said it must be true.
  const text = shanghaiTime(new Date(Math.ceil(reset_from.getTime() / 60_000) * 60_000));
  return { template: 'order_approved_later', variables: { day: text.slice(5, 10), time: text.slice(11, 16) } };
}
