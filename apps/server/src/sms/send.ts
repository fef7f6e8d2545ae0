import type { MessageProvider } from '@jiesuo/contract/console';
import type { Selectable } from 'kysely';
import { v7 as uuid } from 'uuid';
import { z } from 'zod';
import { codeTtlSeconds } from '../accounts/codes.ts';
import type { Context, Db, Trx } from '../context.ts';
import type { SmsMessagesTable } from '../db/schema/sms.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { Handler } from '../jobs/run.ts';
import { during } from '../traces/traces.ts';
import { admit, noteOutcome } from './circuits.ts';
import { compose } from './compose.ts';
import { backOffSeconds, isPassedOver, judgeMessage, orderOf, settleSeconds, type Tried } from './judge.ts';
import { createProviders, type Providers } from './providers/create.ts';
import type { Message, Outcome } from './providers/provider.ts';
import { isCode } from './templates.ts';

const jobData = z.strictObject({ id: z.uuid() });
type Row = Selectable<SmsMessagesTable>;
/** Longer than one run may take (two providers and a question), shorter than the jobs' lease: after a kill the message is due when its job is. */
const holdMs = 50_000;

interface Sender {
  readonly ctx: Context;
  readonly jobs: Pick<Jobs, 'send'>;
  readonly providers: Providers;
}

/**
 * The job `sms.send`: one look at one message, and when it has to wait, a job for later. Every try is written down before it leaves:
 * a kill in the middle is later seen as an answer that was lost. Once a message is sent, or a code given up, its variables are erased.
 */
export function sendSms(ctx: Context, jobs: Pick<Jobs, 'send'>, providers = createProviders(ctx)): Handler {
  const sender: Sender = { ctx, jobs, providers };
  return async (data, job) => {
    const { id } = jobData.parse(data);
    const row = await take(ctx, id);
    if (!row) return askLater(sender, id);
    try {
      await advance(sender, row);
    } catch (error) {
      if (job.isLast) await settle(ctx.db, row, { state: 'failed', failure: 'given_up' });
      throw error;
    }
  };
}

/** Holds the message for this run; undefined when it is done, not due, or another's. */
async function take({ db, caId, clock }: Context, id: string): Promise<Row | undefined> {
  const now = clock();
  return db
    .updateTable('sms_messages')
    .set({ due_at: new Date(now.getTime() + holdMs) })
    .where('id', '=', id)
    .where('ca_id', '=', caId)
    .where('state', '=', 'queued')
    .where('due_at', '<=', now)
    .returningAll()
    .executeTakeFirst();
}

/** A message that is still queued always has a job: whoever finds it held or not due leaves one for then. */
async function askLater({ ctx, jobs }: Sender, id: string): Promise<void> {
  const row = await ctx.db
    .selectFrom('sms_messages')
    .select('due_at')
    .where('id', '=', id)
    .where('ca_id', '=', ctx.caId)
    .where('state', '=', 'queued')
    .executeTakeFirst();
  if (row) await jobs.send(ctx.db, 'sms.send', { id }, { startAfter: row.due_at, singletonKey: id });
}

async function advance(sender: Sender, row: Row): Promise<void> {
  const { ctx } = sender;
  const tried = await readTried(sender, row);
  const facts = { isCode: isCode(row.template), createdAt: row.created_at, tried };
  const verdict = judgeMessage(facts, ctx.clock(), codeTtlSeconds);
  if (verdict.is === 'over') return settle(ctx.db, row, { state: 'failed', failure: verdict.failure });
  if (verdict.is === 'unknown') return settle(ctx.db, row, { state: 'unknown', failure: 'answer_lost' });
  if (verdict.is === 'find') {
    const found = await find(sender, row, verdict.provider, verdict.sentAt);
    if (found === 'later') return putOff(sender, row, settleSeconds);
    if (found !== 'absent' && found !== undefined)
      return settleSent(ctx.db, ctx, row, verdict.provider, found.providerId);
    if (!verdict.mayRepeat) return settle(ctx.db, row, { state: 'unknown', failure: 'answer_lost' });
  }
  await send(sender, row, tried);
}

/** The tries so far. One without an outcome was cut off by a kill: where the provider does not know our id again, it may have been sent. */
async function readTried({ ctx, providers }: Sender, { id }: Row): Promise<Tried[]> {
  const rows = await ctx.db
    .selectFrom('sms_attempts')
    .select(['id', 'provider', 'outcome', 'at'])
    .where('message_id', '=', id)
    .orderBy('at')
    .orderBy('id')
    .execute();
  const tried: Tried[] = [];
  for (const row of rows) {
    const outcome = row.outcome ?? ((await providers.get(row.provider)).isIdempotent ? 'retry' : 'unknown');
    if (row.outcome === null) await closeAttempt(ctx.db, row.id, { is: outcome, code: 'interrupted' } as Outcome);
    tried.push({ provider: row.provider, outcome, at: row.at });
  }
  return tried;
}

/** `later`: it was just now, and the provider needs a moment; undefined: it cannot be asked. */
async function find({ ctx, providers }: Sender, row: Row, name: MessageProvider, sentAt: Date) {
  const now = ctx.clock();
  if (now.getTime() - sentAt.getTime() < settleSeconds * 1000) return 'later';
  const provider = await providers.get(name);
  if (!provider.find) return undefined;
  return provider.find({ id: row.id, to: openAddress(ctx, row) }, sentAt, now);
}

async function send(sender: Sender, row: Row, tried: Tried[]): Promise<void> {
  const { ctx } = sender;
  const message = await compose(ctx, row);
  let restsUntil: Date | undefined;
  for (const name of orderOf(row.channel === 'mail' ? ['mail'] : ctx.config.sms.providers, tried)) {
    const admitted = await admit(ctx, name);
    if (admitted !== 'yes') {
      if (!restsUntil || admitted < restsUntil) restsUntil = admitted;
      continue;
    }
    const outcome = await attempt(sender, row, name, message);
    tried.push({ provider: name, outcome: outcome.is, at: ctx.clock() });
    switch (outcome.is) {
      case 'accepted':
        return;
      case 'permanent':
        return settle(ctx.db, row, { state: 'failed', failure: outcome.code });
      case 'unknown':
        return isCode(row.template)
          ? settle(ctx.db, row, { state: 'unknown', failure: outcome.code })
          : putOff(sender, row, settleSeconds);
      case 'wait':
        // Whoever waits for a code asks again; nobody waits for a notice.
        return isCode(row.template)
          ? settle(ctx.db, row, { state: 'failed', failure: outcome.code })
          : putOff(sender, row, outcome.waitSeconds ?? 3_600);
      case 'retry':
        if (!isPassedOver(name, tried)) return putOff(sender, row, backOffSeconds(tried.length));
        break;
      case 'alarm':
        ctx.log.error({ provider: name, code: outcome.code }, 'a provider of messages refuses us');
    }
  }
  const now = ctx.clock();
  const seconds = backOffSeconds(Math.max(1, tried.length));
  await putOff(sender, row, Math.max(seconds, restsUntil ? (restsUntil.getTime() - now.getTime()) / 1000 : 0));
}

async function attempt(
  { ctx, providers }: Sender,
  row: Row,
  name: MessageProvider,
  message: Message,
): Promise<Outcome> {
  const provider = await providers.get(name);
  const id = uuid();
  await ctx.db.transaction().execute(async (trx) => {
    await trx
      .insertInto('sms_attempts')
      .values({ id, ca_id: ctx.caId, message_id: row.id, provider: name, at: ctx.clock(), outcome: null, code: null })
      .execute();
    await trx
      .updateTable('sms_messages')
      .set((e) => ({ attempts: e('attempts', '+', 1) }))
      .where('id', '=', row.id)
      .execute();
  });
  const startedAt = performance.now();
  const about = { provider: name, template: row.template };
  const outcome = await during(
    ctx.traces,
    'message',
    about,
    () => provider.send(message, ctx.clock()),
    ({ is }) => is,
  );
  const ms = performance.now() - startedAt;
  ctx.metrics.sent(name, outcome.is, ms / 1000);
  ctx.log.info({ ...about, message: row.id, outcome: outcome.is, ms: Math.round(ms) }, 'a message was handed over');
  // Together: a try that is noted as taken belongs to a message that is noted as sent.
  await ctx.db.transaction().execute(async (trx) => {
    await closeAttempt(trx, id, outcome);
    if (outcome.is === 'accepted') await settleSent(trx, ctx, row, name, outcome.providerId);
  });
  await noteOutcome(ctx, name, outcome);
  return outcome;
}

const closeAttempt = (db: Db | Trx, id: string, outcome: Outcome) =>
  db
    .updateTable('sms_attempts')
    .set({ outcome: outcome.is, code: outcome.is === 'accepted' ? null : outcome.code })
    .where('id', '=', id)
    .execute();

async function putOff({ ctx, jobs }: Sender, { id }: Row, seconds: number): Promise<void> {
  const at = new Date(ctx.clock().getTime() + seconds * 1000);
  await ctx.db.transaction().execute(async (trx) => {
    await trx
      .updateTable('sms_messages')
      .set({ due_at: at })
      .where('id', '=', id)
      .where('state', '=', 'queued')
      .execute();
    await jobs.send(trx, 'sms.send', { id }, { startAfter: at, singletonKey: id });
  });
}

const openAddress = ({ personal }: Context, row: Pick<Row, 'id' | 'mobile_sealed'>): string =>
  personal.open(`sms_messages.mobile_sealed:${row.id}`, row.mobile_sealed);

const settleSent = (db: Db | Trx, ctx: Context, row: Row, provider: MessageProvider, providerId: string | null) =>
  settle(db, row, { state: 'sent', sent_at: ctx.clock(), provider, provider_id: providerId, failure: null });

/** A notice that was not sent keeps its variables, so that staff can have it sent again; a code never does. */
async function settle(
  db: Db | Trx,
  { id, template }: Row,
  changes: { readonly state: 'sent' | 'unknown' | 'failed'; readonly failure: string | null } & Partial<
    Pick<Row, 'sent_at' | 'provider' | 'provider_id'>
  >,
): Promise<void> {
  const isKept = changes.state !== 'sent' && !isCode(template);
  await db
    .updateTable('sms_messages')
    .set({ ...changes, ...(isKept ? {} : { variables_sealed: null }) })
    .where('id', '=', id)
    .where('state', '=', 'queued')
    .execute();
}
