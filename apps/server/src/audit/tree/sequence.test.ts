import { appendFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { sql } from 'kysely';
import { expect } from 'vitest';
import { everyEngine, type Trial } from '../../trial.ts';
import { isExtension, isIncluded } from '../merkle/check.ts';
import { createFrontier } from '../merkle/frontier.ts';
import { proveConsistency, proveInclusion } from '../merkle/prove.ts';
import { checkpointsFile, newestFile } from '../mirror/head.ts';
import { openCheckpoint } from '../note/checkpoint.ts';
import { writeLeaf, writeLeaves } from '../write.ts';
import { judgeLog } from './judge.ts';
import { nodesIn } from './nodes.ts';
import { sequence } from './sequence.ts';

const originOf = (t: Trial) => ({
  ctx: t.ctx,
  at: t.now(),
  actor: 'system',
  operation: 'orders.expire',
  requestId: null,
});
const add = (t: Trial, count: number) =>
  t.ctx.db.transaction().execute((trx) =>
    writeLeaves(
      trx,
      originOf(t),
      Array.from({ length: count }, (_, n) => ({ subject: `CA${n}` })),
    ),
  );
const checkpoints = async (t: Trial) =>
  (await t.ctx.db.selectFrom('audit_checkpoints').selectAll().orderBy('size').execute()).map((row) => {
    const opened = openCheckpoint(row.note, t.ctx.auditKey.trusted);
    if (!opened) throw new Error('a checkpoint does not open');
    return opened;
  });
const behindTheBack = async (t: Trial, statement: string) => {
  await t.ctx.db.transaction().execute(async (trx) => {
    await sql`set local session_replication_role = replica`.execute(trx);
    await sql.raw(statement).execute(trx);
  });
};
const dirOf = (t: Trial) => t.ctx.config.audit.mirrorDir;

everyEngine(
  'every committed leaf gets one place, each root is RFC 6962’s, and each checkpoint extends the one before',
  async (t) => {
    for (const count of [1, 2, 254, 300, 3]) {
      await add(t, count);
      await sequence(t.ctx);
      t.advance(20);
    }
    await sequence(t.ctx);
    const places = await t.ctx.db.selectFrom('audit_tree').selectAll().orderBy('index').execute();
    const leaves = await t.ctx.db.selectFrom('audit_leaves').select('id').execute();
    expect(places.map((row) => row.index)).toEqual(leaves.map((_, i) => i));
    expect(new Set(places.map((row) => row.leaf_id))).toEqual(new Set(leaves.map((leaf) => leaf.id)));
    expect(await t.ctx.db.selectFrom('audit_pending').selectAll().execute()).toEqual([]);
    const signed = await checkpoints(t);
    expect(signed.map(({ size }) => size)).toEqual([1, 3, 257, 557, 560]);
    const read = nodesIn(t.ctx.db, t.ctx.caId);
    for (const [i, one] of signed.entries()) {
      const frontier = createFrontier();
      for (const place of places.slice(0, one.size)) frontier.push(place.leaf_hash);
      expect(one.root).toEqual(frontier.root());
      const next = signed[i + 1] ?? one;
      const proof = await proveConsistency(read, one.size, next.size);
      expect(isExtension({ first: one, second: next, proof })).toBe(true);
      const index = one.size - 1;
      const leaf = places[index]?.leaf_hash ?? Buffer.alloc(0);
      const included = {
        index,
        size: 560,
        leaf,
        proof: await proveInclusion(read, index, 560),
        root: signed[4]?.root ?? leaf,
      };
      expect(isIncluded(included)).toBe(true);
    }
  },
);

everyEngine('a transaction that commits late is passed over by nobody', async (t) => {
  await add(t, 2);
  const early = await t.ctx.db.selectFrom('audit_pending').selectAll().execute();
  // As it looks to a sequencer while the older transaction is still open.
  await behindTheBack(t, 'delete from audit_pending');
  await add(t, 3);
  await sequence(t.ctx);
  expect((await checkpoints(t)).map(({ size }) => size)).toEqual([3]);
  await t.ctx.db.insertInto('audit_pending').values(early).execute();
  await sequence(t.ctx);
  expect((await checkpoints(t)).map(({ size }) => size)).toEqual([3, 5]);
});

everyEngine('two sequencers at once put each leaf into the tree once', async (t) => {
  await add(t, 40);
  await Promise.all([sequence(t.ctx), sequence(t.ctx), sequence(t.ctx)]);
  await sequence(t.ctx);
  expect((await t.ctx.db.selectFrom('audit_tree').select('index').execute()).length).toBe(40);
  expect((await checkpoints(t)).map(({ size }) => size)).toEqual([40]);
  expect(readFileSync(checkpointsFile(dirOf(t)), 'utf8').split('\n40\n').length).toBe(2);
});

everyEngine('a leaf that this server did not write is never signed for, and is told of', async (t) => {
  await add(t, 3);
  await sequence(t.ctx);
  const genuine = await t.ctx.db.selectFrom('audit_leaves').selectAll().executeTakeFirstOrThrow();
  const seal = Buffer.alloc(64, 7);
  for (const [id, kept] of [
    ['00000000-0000-7000-8000-000000000001', seal],
    ['00000000-0000-7000-8000-000000000002', null],
  ] as const) {
    await t.ctx.db
      .insertInto('audit_leaves')
      .values({ ...genuine, id, detail: '{}' })
      .execute();
    await t.ctx.db.insertInto('audit_pending').values({ ca_id: t.ctx.caId, leaf_id: id, seal: kept }).execute();
  }
  await t.ctx.db
    .insertInto('audit_pending')
    .values({ ca_id: t.ctx.caId, leaf_id: '00000000-0000-7000-8000-000000000003', seal })
    .execute();
  await add(t, 1);
  await sequence(t.ctx);
  expect((await checkpoints(t)).map(({ size }) => size)).toEqual([3, 4]);
  expect((await t.ctx.db.selectFrom('audit_pending').selectAll().execute()).length).toBe(3);
  expect(t.logged().match(/"alarm":"audit"/g)?.length).toBe(3);
});

everyEngine('leaves from before there were checkpoints enter the tree before the first is signed', async (t) => {
  await add(t, 5);
  await behindTheBack(t, 'update audit_pending set seal = null');
  await add(t, 2);
  await sequence(t.ctx);
  expect((await checkpoints(t)).map(({ size }) => size)).toEqual([7]);
});

everyEngine(
  'the database refuses to change, delete or empty the log’s tables, and to forget a leaf that waits',
  async (t) => {
    await add(t, 300);
    await sequence(t.ctx);
    await add(t, 1);
    const tables = ['audit_leaves', 'audit_tree', 'audit_nodes', 'audit_checkpoints', 'audit_pending'];
    for (const table of tables)
      for (const statement of [
        `update ${table} set ca_id = ca_id`,
        `delete from ${table}`,
        `truncate ${table} cascade`,
      ])
        await expect(sql.raw(statement).execute(t.ctx.db), statement).rejects.toMatchObject({ code: '23001' });
  },
);

everyEngine('nothing is signed over a log that is not what was signed or mirrored before', async (t) => {
  const faultOf = async () => {
    await add(t, 1);
    const before = (await checkpoints(t)).length;
    const fault = await sequence(t.ctx).then(
      () => undefined,
      (error: unknown) => (error as { fault?: string; name: string }).fault ?? (error as Error).name,
    );
    if (fault !== undefined)
      expect(await t.ctx.db.selectFrom('audit_checkpoints').select('size').execute()).toHaveLength(before);
    return fault;
  };
  await add(t, 300);
  await sequence(t.ctx);
  expect(await faultOf()).toBeUndefined();
  await behindTheBack(
    t,
    `insert into audit_tree select ca_id, 301, gen_random_uuid(), leaf_hash from audit_tree where index = 0`,
  );
  expect(await faultOf()).toBe('tree_torn');
  await behindTheBack(t, 'delete from audit_tree where index = 301');
  await behindTheBack(t, `update audit_nodes set hash = sha256('x') where level = 1`);
  expect(await faultOf()).toBe('tree_torn');
});

everyEngine('a log that was put back behind its mirror goes no further', async (t) => {
  await add(t, 3);
  await sequence(t.ctx);
  await add(t, 2);
  await sequence(t.ctx);
  // A whole, older state of the database: consistent in itself.
  await behindTheBack(t, 'delete from audit_checkpoints where size = 5');
  await behindTheBack(t, 'delete from audit_tree where index >= 3');
  await add(t, 4);
  await expect(sequence(t.ctx)).rejects.toMatchObject({ fault: 'database_behind' });
  const state = await judgeLog(t.ctx, t.ctx.db, {
    note: undefined,
    previous: undefined,
    end: 0,
    torn: Buffer.alloc(0),
  });
  expect(state.fault).toBeUndefined();
});

everyEngine('a mirror that was emptied, changed or cut is not begun anew', async (t) => {
  await add(t, 3);
  await sequence(t.ctx);
  await add(t, 2);
  await sequence(t.ctx);
  const list = readFileSync(checkpointsFile(dirOf(t)));
  writeFileSync(checkpointsFile(dirOf(t)), Buffer.from(list).fill('A', list.length - 12, list.length - 8));
  await expect(sequence(t.ctx)).rejects.toMatchObject({ name: 'MirrorFault' });
  writeFileSync(checkpointsFile(dirOf(t)), list);
  writeFileSync(newestFile(dirOf(t)), 'x');
  await expect(sequence(t.ctx)).rejects.toMatchObject({ name: 'MirrorFault' });
  rmSync(dirOf(t), { recursive: true });
  await add(t, 1);
  await expect(sequence(t.ctx)).rejects.toMatchObject({ fault: 'mirror_missing' });
});

everyEngine('a kill in the middle of mirroring leaves nothing that the next time does not finish', async (t) => {
  await add(t, 3);
  await sequence(t.ctx);
  const before = readFileSync(checkpointsFile(dirOf(t)));
  const shown = readFileSync(newestFile(dirOf(t)));
  await t.ctx.db.transaction().execute((trx) => writeLeaf(trx, originOf(t), {}));
  await sequence(t.ctx);
  const whole = readFileSync(checkpointsFile(dirOf(t)));
  for (const length of [before.length, before.length + 1, before.length + 90, whole.length - 1, whole.length]) {
    truncateSync(checkpointsFile(dirOf(t)), length);
    writeFileSync(newestFile(dirOf(t)), shown);
    await sequence(t.ctx);
    expect(readFileSync(checkpointsFile(dirOf(t)))).toEqual(whole);
    expect(`${readFileSync(newestFile(dirOf(t)), 'utf8')}\n`).toBe(whole.subarray(before.length).toString());
  }
  truncateSync(checkpointsFile(dirOf(t)), before.length);
  appendFileSync(checkpointsFile(dirOf(t)), 'another');
  writeFileSync(newestFile(dirOf(t)), shown);
  await expect(sequence(t.ctx)).rejects.toMatchObject({ name: 'MirrorFault' });
});
