import { sql } from 'kysely';
import { Webhook } from 'standardwebhooks';
import type { Context } from '../context.ts';
import { type Due, note } from './note.ts';
import { post } from './post.ts';
import { signingSecrets } from './secret.ts';

const atOnce = 40;
/** Longer than a try can take: a node that was killed holds nothing up for longer. */
const leaseSeconds = 60;
const roundSecondsMost = 45;

/** Job `webhooks.deliver`: sends all that is due. Killed at any moment, it sends again: at least once, under the same id. @returns how many tries were made. */
export async function deliverDue(ctx: Context): Promise<number> {
  const until = performance.now() + roundSecondsMost * 1000;
  for (let tries = 0; ; ) {
    const due = await takeDue(ctx);
    await Promise.all(due.map((one) => deliverOne(ctx, one)));
    tries += due.length;
    if (due.length === 0 || performance.now() > until) return tries;
  }
}

async function deliverOne(ctx: Context, due: Due): Promise<void> {
  const { hook, message } = due;
  const id = `msg_${message.id}`;
  const at = ctx.clock();
  const body = JSON.stringify({ type: message.event, timestamp: message.at.toISOString(), data: message.data });
  const signatures = signingSecrets(ctx, hook, at).map((secret) => new Webhook(secret).sign(id, at, body));
  const outcome = await post(
    ctx.config.webhooks,
    hook.url,
    {
      'content-type': 'application/json',
      'user-agent': 'Jiesuo-Webhooks/1',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': signatures.join(' '),
    },
    body,
  );
  await note(ctx, due, outcome, at);
}

/** The first that waits of each order at each receiver; the next time is set before it is sent. */
const takeDue = (ctx: Context): Promise<Due[]> =>
  ctx.db.transaction().execute(async (trx) => {
    const now = ctx.clock();
    const rows = await trx
      .selectFrom('webhook_deliveries as d')
      .innerJoin('webhooks as w', 'w.id', 'd.webhook_id')
      .innerJoin('webhook_messages as m', 'm.id', 'd.message_id')
      .where('d.ca_id', '=', ctx.caId)
      .where('d.state', '=', 'waiting')
      .where('d.next_at', '<=', now)
      .where('w.state', '=', 'active')
      .where('w.removed_at', 'is', null)
      .where(
        sql<boolean>`not exists (select from webhook_deliveries e where e.webhook_id = d.webhook_id
          and e.subject = d.subject and e.state = 'waiting' and e.place < d.place)`,
      )
      .select(['d.id', 'd.tries', 'd.created_at', 'w.id as webhook_id', 'w.url', 'w.secret_sealed'])
      .select(['w.old_secret_sealed', 'w.old_secret_until', 'm.id as message_id', 'm.event', 'm.data', 'm.at'])
      .orderBy('d.next_at')
      .limit(atOnce)
      .forUpdate('d')
      .skipLocked()
      .execute();
    if (rows.length === 0) return [];
    await trx
      .updateTable('webhook_deliveries')
      .set({ tries: sql`tries + 1`, next_at: new Date(now.getTime() + leaseSeconds * 1000) })
      .where(
        'id',
        'in',
        rows.map(({ id }) => id),
      )
      .execute();
    return rows.map((row) => ({
      id: row.id,
      tries: row.tries + 1,
      createdAt: row.created_at,
      hook: {
        id: row.webhook_id,
        url: row.url,
        secret_sealed: row.secret_sealed,
        old_secret_sealed: row.old_secret_sealed,
        old_secret_until: row.old_secret_until,
      },
      message: { id: row.message_id, event: row.event, data: row.data, at: row.at },
    }));
  });
