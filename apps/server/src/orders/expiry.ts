import type { OrderStatus } from '@jiesuo/contract';
import type { Settings } from '@jiesuo/contract/console';

const hourMs = 3_600_000;

/** How long an order may rest in a state, by the settings, counted from `now`; null where it rests for good. */
export function expiryOf(
  status: OrderStatus,
  settings: Pick<Settings, 'unpaidHours' | 'rejectedDays' | 'resetDays'>,
  now: Date,
): Date | null {
  const after = (hours: number) => new Date(now.getTime() + hours * hourMs);
  if (status === 'unpaid') return after(settings.unpaidHours);
  if (status === 'rejected') return after(settings.rejectedDays * 24);
  if (status === 'awaiting_reset') return after(settings.resetDays * 24);
  return null;
}
