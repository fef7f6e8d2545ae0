import { normaliseMobile } from '@jiesuo/certificate/digits';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import { handle } from '../operation.ts';
import { Refusal } from '../refusal.ts';
import { isResendable } from './resendable.ts';

/** The log for staff: numbers and addresses masked, texts and codes not at all. Searches a whole mobile number, or an order's number. */
export const list = handle('sms.list', async ({ search, after, limit }, { ctx }) => {
  const rows = await page(ctx, {
    search: search?.trim() ?? '',
    after: after === undefined ? undefined : decode(after),
    limit: limit + 1,
  });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const attempts = await attemptsOf(
    ctx,
    shown.map((row) => row.id),
  );
  return {
    items: shown.map((row) => ({
      id: row.id,
      channel: row.channel,
      mobile: row.mobile_masked,
      template: row.template,
      order: row.number,
      state: row.state,
      attempts: (attempts.get(row.id) ?? []).map(({ at, provider, outcome, code }) => ({
        at: at.toISOString(),
        provider,
        outcome,
        code,
      })),
      createdAt: row.created_at.toISOString(),
      sentAt: row.sent_at?.toISOString() ?? null,
      deliveredAt: row.delivered_at?.toISOString() ?? null,
      failure: row.failure,
      isResendable: isResendable(row, row.again !== null),
    })),
    next: rows.length > limit && last ? encode(last) : null,
  };
});

async function attemptsOf({ db, caId }: Context, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, never[]>();
  const rows = await db
    .selectFrom('sms_attempts')
    .select(['message_id', 'at', 'provider', 'outcome', 'code'])
    .where('ca_id', '=', caId)
    .where('message_id', 'in', ids)
    .orderBy('at')
    .orderBy('id')
    .execute();
  return Map.groupBy(rows, (row) => row.message_id);
}

interface Key {
  readonly created_at: Date;
  readonly id: string;
}
const encode = ({ created_at, id }: Key) => `${created_at.getTime()}.${id}`;

/** @throws Refusal `invalid_input`: the key is ours, whatever else was sent is not. */
function decode(after: string): Key {
  const [, time, id] = /^(\d{1,15})\.([0-9a-f-]{36})$/.exec(after) ?? [];
  if (time === undefined || id === undefined || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))
    throw new Refusal('invalid_input', { fields: [{ path: 'after', code: 'wrong_type' }] });
  return { created_at: new Date(Number(time)), id };
}

function page(
  { db, caId, personal }: Context,
  { search, after, limit }: { search: string; after: Key | undefined; limit: number },
) {
  let query = db
    .selectFrom('sms_messages')
    .leftJoin('orders', 'orders.id', 'sms_messages.order_id')
    .leftJoin('sms_messages as later', 'later.resends', 'sms_messages.id')
    .select([
      'sms_messages.id',
      'sms_messages.channel',
      'sms_messages.delivered_at',
      'later.id as again',
      'sms_messages.mobile_masked',
      'sms_messages.template',
      'sms_messages.state',
      'sms_messages.created_at',
      'sms_messages.sent_at',
      'sms_messages.failure',
      'orders.number',
    ])
    .where('sms_messages.ca_id', '=', caId)
    .orderBy('sms_messages.created_at', 'desc')
    .orderBy('sms_messages.id', 'desc')
    .limit(limit);
  const mobile = search === '' ? undefined : normaliseMobile(search);
  if (mobile !== undefined) query = query.where('sms_messages.mobile_index', '=', personal.index('mobile', mobile));
  else if (search !== '') query = query.where('orders.number', '=', search.toUpperCase());
  if (after)
    query = query.where(
      sql<boolean>`(sms_messages.created_at, sms_messages.id) < (${after.created_at}, ${after.id}::uuid)`,
    );
  return query.execute();
}
