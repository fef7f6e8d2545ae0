import { handle } from '../operation.ts';
import { readHead } from './mirror/head.ts';
import { vkeyOf } from './note/vkey.ts';
import { toldOf } from './tree/checkpoint.ts';
import { judgeLog, logFaults } from './tree/judge.ts';

export const state = handle('audit.state', async (_, { ctx, now }) => {
  const head = await readHead(ctx.config.audit.mirrorDir);
  const { last, fault } = await judgeLog(ctx, ctx.db, head);
  const { count } = await ctx.db
    .selectFrom('audit_pending')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('ca_id', '=', ctx.caId)
    .executeTakeFirstOrThrow();
  return {
    checkpoint: last ? toldOf(last) : null,
    waiting: Number(count),
    verifiedAt: now.toISOString(),
    fault: fault ? logFaults[fault] : null,
    key: vkeyOf(ctx.auditKey),
  };
});
