import type { Material, Order, TimelineEntry } from '@jiesuo/contract';
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres';
import type { Db, Trx } from '../context.ts';
import { reached } from '../custody/show.ts';
import { showMaterial } from '../materials/show.ts';
import type { OrderRow } from './move.ts';

/** What hangs on an order, for whoever looks at it; one statement, however much there is. */
export async function readAbout(db: Db | Trx, order: Pick<OrderRow, 'id' | 'ukey_id'>) {
  const { materials, timeline, ceremony, decision, ...row } = await db
    .selectNoFrom((of) => [
      of.selectFrom('ukeys').select('model').where('id', '=', order.ukey_id).$asScalar().$notNull().as('model'),
      jsonObjectFrom(
        of.selectFrom('custody_decisions').select(['method', 'decision']).where('order_id', '=', order.id),
      ).as('decision'),
      of
        .selectFrom('ceremonies')
        .select('method')
        .where('order_id', '=', order.id)
        .where('status', 'in', reached)
        .orderBy('created_at', 'desc')
        .limit(1)
        .$asScalar()
        .as('method'),
      jsonObjectFrom(
        of
          .selectFrom('ceremonies')
          .select(['id', 'status', 'failure', 'updated_at'])
          .where('order_id', '=', order.id)
          .orderBy('created_at', 'desc')
          .limit(1),
      ).as('ceremony'),
      jsonObjectFrom(of.selectFrom('evidence').select('prompt').where('order_id', '=', order.id)).as('evidence'),
      jsonArrayFrom(
        of
          .selectFrom('materials')
          .select(['id', 'kind', 'media_type', 'pages', 'bytes', 'uploaded_at', 'verdict', 'reason', 'region'])
          .where('order_id', '=', order.id)
          .where('replaced_at', 'is', null)
          .orderBy('kind'),
      ).as('materials'),
      jsonArrayFrom(
        of
          .selectFrom('order_events')
          .select(['at', 'event', 'note'])
          .where('order_id', '=', order.id)
          .orderBy('at')
          .orderBy('id'),
      ).as('timeline'),
    ])
    .executeTakeFirstOrThrow();
  return {
    ...row,
    decision: decision ?? undefined,
    ceremony: ceremony && showCeremony({ ...ceremony, updated_at: new Date(ceremony.updated_at) }),
    materials: materials.map((one): Material => showMaterial({ ...one, uploaded_at: new Date(one.uploaded_at) })),
    timeline: timeline.map((one) => showEntry({ ...one, at: new Date(one.at) })),
  };
}
export type About = Awaited<ReturnType<typeof readAbout>>;

const showCeremony = ({
  id,
  status,
  failure,
  updated_at,
}: {
  readonly id: string;
  readonly status: NonNullable<Order['ceremony']>['status'];
  readonly failure: NonNullable<Order['ceremony']>['failure'];
  readonly updated_at: Date;
}): NonNullable<Order['ceremony']> => ({ id, status, failure, updatedAt: updated_at.toISOString() });

const showEntry = ({
  at,
  event,
  note,
}: {
  readonly at: Date;
  readonly event: string;
  readonly note: string | null;
}) => ({
  at: at.toISOString(),
  event: event as TimelineEntry['event'],
  note,
});
