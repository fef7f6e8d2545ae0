import type { Act } from '../operation.ts';
import type { OrderRow } from '../orders/move.ts';
import { isAssigned } from '../orders/show.ts';

type Staff = Extract<Act['who'], { kind: 'staff' }>;

/** Duties that may look without holding the order; a reviewer sees only what he decides on, as the consent of the ID card says. */
const overseers = ['supervisor', 'auditor'] as const;

export const mayLook = (order: Pick<OrderRow, 'assigned_to' | 'assigned_until'>, who: Staff, now: Date): boolean =>
  overseers.some((role) => who.roles.includes(role)) ||
  (who.roles.includes('reviewer') && isAssigned(order, now) && order.assigned_to === who.staffId);
