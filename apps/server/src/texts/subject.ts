import type { TextKind } from '@jiesuo/contract';
import type { Context } from '../context.ts';
import { Refusal } from '../refusal.ts';
import { builtInSubjects } from './builtIn.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** @throws Refusal `not_found` for a subject that the kind cannot have. */
export function assertSubject(ctx: Pick<Context, 'models'>, kind: TextKind, subject: string): void {
  const isOne =
    builtInSubjects(kind).includes(subject) ||
    (kind === 'announcement' && uuid.test(subject)) ||
    (kind === 'pin_policy' && ctx.models.find(subject) !== undefined);
  if (!isOne) throw new Refusal('not_found');
}
