import type { Parsed } from '@jiesuo/contract';
import { boundsOf } from '@jiesuo/contract';
import type { Console } from '@jiesuo/contract/console';
import { type Expression, type ExpressionBuilder, type SqlBool } from 'kysely';
import type { Database } from '../db/schema.ts';

export type Filter = Omit<Parsed<Console['audit.list']>, 'after' | 'limit'>;

/** The leaves of one CA that a filter leaves over. */
export const matching =
  (caId: string, { from, to, actor, operation, subject }: Filter) =>
  (e: ExpressionBuilder<Database, 'audit_leaves'>): Expression<SqlBool> =>
    e.and([
      e('audit_leaves.ca_id', '=', caId),
      ...(from === undefined ? [] : [e('audit_leaves.at', '>=', boundsOf(from).from)]),
      ...(to === undefined ? [] : [e('audit_leaves.at', '<', boundsOf(to).to)]),
      ...(actor === undefined ? [] : [e('audit_leaves.actor', '=', actor)]),
      ...(operation === undefined ? [] : [e('audit_leaves.operation', '=', operation)]),
      ...(subject === undefined ? [] : [e('audit_leaves.subject', '=', subject)]),
    ]);
