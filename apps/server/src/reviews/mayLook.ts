import type { Act } from '../operation.ts';
import type { OrderRow } from '../orders/move.ts';
import { isAssigned } from '../orders/show.ts';

type Staff = Extract<Act['who'], { kind: 'staff' }>;

/** Duties that may look without holding the order; a reviewer sees only what he decides on now or next, as the consent of the ID card says. */
const overseers = ['supervisor', 'auditor'] as const;

type Desk = Pick<OrderRow, 'assigned_to' | 'assigned_until' | 'reserved_for' | 'reserved_until'>;

export const mayLook = (order: Desk, who: Staff, now: Date): boolean =>
  overseers.some((role) => who.roles.includes(role)) ||
  (who.roles.includes('reviewer') && (isHeld(order, who, now) || isKept(order, who, now)));

const isHeld = (order: Desk, who: Staff, now: Date) => isAssigned(order, now) && order.assigned_to === who.staffId;

/** His next one, which his page loads while he decides the one before; not while a colleague holds it. */
const isKept = (order: Desk, who: Staff, now: Date) =>
  !isAssigned(order, now) &&
  order.reserved_for === who.staffId &&
  order.reserved_until !== null &&
  order.reserved_until > now;
