import type { Operation } from '@jiesuo/contract';
import type { Who } from '../operation.ts';
import { Refusal } from '../refusal.ts';

/** Whether this person may call this operation. @throws Refusal `log_in_required`, or `not_found`: a wrong role looks like a thing that is not there. */
export function admit(operation: Operation, who: Who): void {
  const { roles } = operation;
  if (roles.includes('anyone') || roles.includes('bridge')) return;
  if (who.kind === 'anyone') throw new Refusal('log_in_required');
  if (who.kind === 'customer' ? roles.includes('customer') : who.roles.some((r) => roles.includes(r))) return;
  throw new Refusal('not_found', { inside: 'role' });
}
