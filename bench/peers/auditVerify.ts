import { sql } from 'kysely';
import { sequence } from '../../apps/server/src/audit/tree/sequence.ts';
import { createFindings } from '../../apps/server/src/audit/verify/findings.ts';
import { verifyLog } from '../../apps/server/src/audit/verify/log.ts';
import { onGround } from './auditGround.ts';

// The whole log, database and mirror, verified as `audit verify` does. Says its milliseconds.
const leaves = Number(process.argv[2]);
const rowsAtOnce = 50_000;

await onGround(async (ctx) => {
  const { trusted } = ctx.auditKey;
  for (let from = 0; from < leaves; from += rowsAtOnce) {
    await ctx.db.transaction().execute(async (trx) => {
      // As from before there were seals: that is how so many come in at once.
      await sql`
        with made as (
          select ('019c0000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid as id, n from generate_series(${from}::int, ${Math.min(from + rowsAtOnce, leaves) - 1}::int) n),
        told as (
          select id, n, '{"actor":"system","at":"2026-03-02T01:00:00.000Z","ca":"' || ${ctx.caId} || '","detail":{"files":3,"was":"unpaid"},"id":"' || id ||
            '","operation":"orders.expire","requestId":null,"subject":"CA20260302' || n || '","v":1}' as entry from made)
        insert into audit_leaves (id, ca_id, at, actor, operation, subject, entry, detail, leaf_hash)
        select id, ${ctx.caId}, '2026-03-02T01:00:00Z', 'system', 'orders.expire', 'CA20260302' || n, entry,
          '{"was":"unpaid","files":3}', sha256('\\x00'::bytea || convert_to(entry, 'UTF8')) from told`.execute(trx);
    });
  }
  await sql`insert into audit_pending (ca_id, leaf_id, seal) select ca_id, id, null from audit_leaves`.execute(ctx.db);
  await sql`analyze`.execute(ctx.db);
  const filled = performance.now();
  await sequence(ctx);
  process.stderr.write(`sequenced and mirrored in ${((performance.now() - filled) / 1000).toFixed(1)} s\n`);
  const findings = createFindings();
  const [since, before] = [performance.now(), process.cpuUsage()];
  const { size } = await ctx.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute((trx) =>
      verifyLog({ stored: { trx, caId: ctx.caId }, mirrorDir: ctx.config.audit.mirrorDir, trusted }, findings),
    );
  const ms = performance.now() - since;
  if (size !== leaves || findings.count > 0) throw new Error(`${size} entries, ${findings.list[0]?.en}`);
  const { user, system } = process.cpuUsage(before);
  process.stderr.write(
    `${ms.toFixed(0)} ms, ${((user + system) / 1e6).toFixed(1)} s of processor time, ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB\n`,
  );
  return ms;
});
