import { forgetOldCodes } from './accounts/codes.ts';
import { forgetOldTries } from './accounts/tries.ts';
import { sequenceDue } from './audit/tree/sequence.ts';
import { reconcileDue } from './bills/daily.ts';
import { forgetUsedCaptchas } from './captcha/captcha.ts';
import { settleSilence } from './ceremonies/silence.ts';
import { judgeOrder } from './checks/judgeOrder.ts';
import { readMaterial } from './checks/read.ts';
import type { Context } from './context.ts';
import { rollUpDays } from './figures/rollUp.ts';
import type { Jobs } from './jobs/jobs.ts';
import { sweepFiles } from './materials/sweep.ts';
import { expireOrders } from './orders/expire.ts';
import { applyLeft } from './payments/inbox.ts';
import { watchTries } from './payments/watch.ts';
import { carryRefunds } from './refunds/carry.ts';
import { applyRetention } from './retention/apply.ts';
import type { Providers } from './sms/providers/create.ts';
import { sendSms } from './sms/send.ts';
import { forgetOldChallenges } from './staff/challenge.ts';
import { forgetCounts } from './web/counts.ts';
import { deliverDue } from './webhooks/deliver.ts';
import { forgetOldMessages } from './webhooks/forget.ts';

/** Every kind of work that is done later or again and again, and when: in seconds, or at a time of day in Shanghai. */
export function registerWork(jobs: Pick<Jobs, 'work' | 'every' | 'send'>, ctx: Context, providers?: Providers): void {
  jobs.work('sms.send', sendSms(ctx, jobs, providers));
  if (ctx.config.documentChecksAtOnce > 0) {
    jobs.work('checks.read', readMaterial(ctx), { atOnce: ctx.config.documentChecksAtOnce });
    jobs.work('checks.judge', judgeOrder(ctx));
  }
  jobs.every('orders.expire', 60, async () => void (await expireOrders(ctx)));
  jobs.every('payments.apply', 10, async () => void (await applyLeft(ctx)));
  jobs.every('payments.watch', 5, async () => void (await watchTries(ctx)));
  jobs.every('refunds.carry', 5, async () => void (await carryRefunds(ctx)));
  // A place of its own: a backlog of messages must not put the next checkpoint off.
  jobs.every('audit.sequence', 20, () => sequenceDue(ctx), { atOnce: 1 });
  // A place of its own: receivers may be slow.
  jobs.every('webhooks.deliver', 2, async () => void (await deliverDue(ctx)), { atOnce: 1 });
  jobs.every('webhooks.forget', '04:10', () => forgetOldMessages(ctx));
  jobs.every('requests.forget', 300, () => forgetCounts(ctx));
  jobs.every('bills.reconcile', '10:30', () => reconcileDue(ctx));
  jobs.every('figures.rollUp', 600, async () => void (await rollUpDays(ctx)));
  jobs.every('retention.apply', 3600, async () => void (await applyRetention(ctx)));
  jobs.every('ceremonies.silence', 30, () => settleSilence(ctx));
  jobs.every('files.sweep', '03:30', async () => void (await sweepFiles(ctx)));
  jobs.every('accounts.forget', '04:00', async () => {
    await forgetOldCodes(ctx.db, ctx.caId, ctx.clock());
    await forgetOldTries(ctx.db, ctx.caId, ctx.clock());
    await forgetOldChallenges(ctx.db, ctx.caId, ctx.clock());
    await forgetUsedCaptchas(ctx);
  });
}
