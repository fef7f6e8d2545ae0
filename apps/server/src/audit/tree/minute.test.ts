import { expect } from 'vitest';
import { everyEngine, type Trial } from '../../trial.ts';
import { openCheckpoint } from '../note/checkpoint.ts';
import { writeLeaves } from '../write.ts';

const stepSeconds = 7;
const minutes = 3;

/** Acts of some seconds, with a message each that waits for its job. */
async function act(t: Trial, count: number): Promise<void> {
  const origin = { ctx: t.ctx, at: t.now(), actor: 'system', operation: 'orders.expire', requestId: null };
  await t.ctx.db.transaction().execute(async (trx) => {
    await writeLeaves(
      trx,
      origin,
      Array.from({ length: count }, (_, n) => ({ subject: `CA${n}` })),
    );
    for (let n = 0; n < 3; n += 1)
      await t.ctx.sms.queue(trx, {
        to: '19900000001',
        template: 'order_refunded',
        variables: { number: 'CA20260302000001' },
        onceKey: `${t.now().getTime()} ${n}`,
      });
  });
}

everyEngine(
  'under load every leaf is under a checkpoint, in the database and in the mirror, within a minute',
  async (t) => {
    for (let at = 0; at < minutes * 60; at += stepSeconds) {
      await act(t, 1 + (at % 40));
      await t.jobs();
      t.advance(stepSeconds);
    }
    // Whatever stopped the sequencer is told in its own words.
    expect(t.logged().match(/.*"alarm":"audit".*/g) ?? []).toEqual([]);
    const rows = await t.ctx.db.selectFrom('audit_checkpoints').selectAll().orderBy('size').execute();
    const signed = rows.map(({ note }) => openCheckpoint(note, t.ctx.auditKey.trusted));
    const leaves = await t.ctx.db
      .selectFrom('audit_tree')
      .innerJoin('audit_leaves', 'audit_leaves.id', 'audit_tree.leaf_id')
      .select(['index', 'at'])
      .orderBy('index')
      .execute();
    const age = (index: number, at: Date) =>
      ((signed.find((one) => one && one.size > index)?.at ?? t.now()).getTime() - at.getTime()) / 1000;
    expect(leaves.length).toBeGreaterThan(200);
    expect(Math.max(...leaves.map(({ index, at }) => age(index, at)))).toBeLessThanOrEqual(60);
    const times = signed.map((one) => one?.at.getTime() ?? 0);
    expect(times.length).toBeGreaterThanOrEqual(minutes);
    expect(Math.max(...times.slice(1).map((time, i) => time - (times[i] ?? 0)))).toBeLessThanOrEqual(60_000);
  },
);
