import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect } from 'vitest';
import { everyEngine, type Trial } from '../../trial.ts';
import { sequence } from '../tree/sequence.ts';
import { writeLeaves } from '../write.ts';
import { jsonbText } from './entry.ts';
import { createFindings } from './findings.ts';
import { verifyLog } from './log.ts';

const add = (t: Trial, count: number) =>
  t.ctx.db.transaction().execute((trx) =>
    writeLeaves(
      trx,
      { ctx: t.ctx, at: t.now(), actor: 'system', operation: 'orders.expire', requestId: null },
      Array.from({ length: count }, (_, n) => ({
        subject: `CA${n}`,
        detail: { n, 状态: '"到期"\u2028\n', list: ['b', 'a'] },
      })),
    ),
  );
async function verify(t: Trial, mirrorDir = t.ctx.config.audit.mirrorDir) {
  const findings = createFindings();
  const verified = await t.ctx.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute((trx) =>
      verifyLog({ stored: { trx, caId: t.ctx.caId }, mirrorDir, trusted: t.ctx.auditKey.trusted }, findings),
    );
  return { ...verified, said: findings.list.map(({ en }) => en) };
}
const behindTheBack = (t: Trial, ...statements: string[]) =>
  t.ctx.db.transaction().execute(async (trx) => {
    await sql`set local session_replication_role = replica`.execute(trx);
    for (const statement of statements) await sql.raw(statement).execute(trx);
  });
async function grown(t: Trial, ...counts: number[]) {
  for (const count of counts) {
    await add(t, count);
    await sequence(t.ctx);
    t.advance(20);
  }
}

everyEngine('a log that nobody bent verifies, with what waits, at every size around a tile', async (t) => {
  await t.staff('auditor');
  expect((await verify(t)).said).toEqual([`the mirror ${t.ctx.config.audit.mirrorDir} holds no checkpoints`]);
  for (const count of [1, 253, 1, 300]) {
    await grown(t, count);
    expect((await verify(t)).said).toEqual([]);
  }
  await add(t, 5);
  const { size, waiting, checkpoints } = await verify(t);
  expect(size).toBe((await t.ctx.db.selectFrom('audit_tree').select('index').execute()).length);
  expect({ waiting, checkpoints }).toEqual({ waiting: 5, checkpoints: 4 });
});

everyEngine('the mirror alone verifies too', async (t) => {
  await grown(t, 3, 255, 40);
  const of = async (dir: string) => {
    const findings = createFindings();
    const { size } = await verifyLog({ mirrorDir: dir, trusted: t.ctx.auditKey.trusted }, findings);
    return { size, said: findings.list.map(({ en }) => en) };
  };
  expect(await of(t.ctx.config.audit.mirrorDir)).toEqual({ size: 298, said: [] });
  const copy = mkdtempSync(join(tmpdir(), 'jiesuo-mirror-'));
  cpSync(t.ctx.config.audit.mirrorDir, copy, { recursive: true });
  const file = join(copy, 'tile/entries/000');
  const bytes = readFileSync(file);
  bytes[9000] = (bytes[9000] ?? 0) ^ 1;
  writeFileSync(file, bytes);
  expect((await of(copy)).said).toEqual([expect.stringMatching(/^entry \d+ in the mirror was changed$/)]);
  rmSync(copy, { recursive: true });
});

const entryOf = (index: number) => `(select leaf_id from audit_tree where index = ${index})`;
const cases: readonly [string, string[], RegExp][] = [
  [
    'a changed entry',
    [`update audit_leaves set entry = replace(entry, 'CA3', 'CA4') where id = ${entryOf(3)}`],
    /^entry 3 .*changed/,
  ],
  ['a changed column', [`update audit_leaves set actor = 'staff:x' where id = ${entryOf(0)}`], /^actor of entry 0 /],
  [
    'a microsecond',
    [`update audit_leaves set at = at + interval '1 microsecond' where id = ${entryOf(7)}`],
    /^at of entry 7 /,
  ],
  [
    'a number spelt otherwise',
    [`update audit_leaves set detail = jsonb_set(detail, '{n}', '9.0') where id = ${entryOf(9)}`],
    /^detail of entry 9 /,
  ],
  ['the first entry deleted', [`delete from audit_leaves where id = ${entryOf(0)}`], /^entry 0 .*deleted/],
  ['the last entry deleted', [`delete from audit_leaves where id = ${entryOf(299)}`], /^entry 299 .*deleted/],
  [
    'two places swapped',
    [
      `update audit_tree set index = 1000 where index = 4`,
      `update audit_tree set index = 4 where index = 5`,
      `update audit_tree set index = 5 where index = 1000`,
    ],
    /^the hash of entry 4 in the tree/,
  ],
  [
    'the tail cut off everywhere in the database',
    [
      `delete from audit_leaves where id in (select leaf_id from audit_tree where index >= 200)`,
      'delete from audit_tree where index >= 200',
      'delete from audit_checkpoints where size > 200',
      'delete from audit_nodes',
    ],
    /^the checkpoint of size 300 is in the mirror/,
  ],
  [
    'an entry appended',
    [
      `insert into audit_leaves select gen_random_uuid(), ca_id, at, actor, operation, subject, entry, detail, leaf_hash from audit_leaves where id = ${entryOf(1)}`,
    ],
    /added behind the server/,
  ],
  [
    'an entry appended to the tree',
    [`insert into audit_tree select ca_id, 300, gen_random_uuid(), leaf_hash from audit_tree where index = 0`],
    /^entry 300 .*beyond the last checkpoint/,
  ],
  [
    'an older checkpoint removed',
    ['delete from audit_checkpoints where size = 200'],
    /^the checkpoint of size 200 is in the mirror/,
  ],
  [
    'a checkpoint’s time',
    [`update audit_checkpoints set at = at + interval '1 second' where size = 200`],
    /^the row of the checkpoint of size 200/,
  ],
  ['a node changed', [`update audit_nodes set hash = sha256('x')`], /^the node 1\/0 of the tree was changed/],
  ['a node added', [`insert into audit_nodes select ca_id, 2, 0, hash from audit_nodes`], /^the tree has a node 2\/0/],
  [
    'a waiting leaf vanished',
    ['delete from audit_leaves where id in (select leaf_id from audit_pending)'],
    /has vanished/,
  ],
  [
    'a waiting leaf changed',
    [`update audit_leaves set subject = 'x' where id in (select leaf_id from audit_pending)`],
    /^subject of .*waits/,
  ],
];
everyEngine('each way to bend the database is found, and the sentence says where', async (t) => {
  await grown(t, 200, 100);
  await add(t, 1);
  expect((await verify(t)).said).toEqual([]);
  const tables = ['audit_leaves', 'audit_tree', 'audit_nodes', 'audit_checkpoints', 'audit_pending'];
  await behindTheBack(t, ...tables.map((table) => `create table kept_${table} as table ${table}`));
  for (const [title, statements, sentence] of cases) {
    await behindTheBack(t, ...statements);
    expect((await verify(t)).said, title).toContainEqual(expect.stringMatching(sentence));
    await behindTheBack(
      t,
      ...tables.flatMap((table) => [`delete from ${table}`, `insert into ${table} select * from kept_${table}`]),
    );
  }
  expect((await verify(t)).said).toEqual([]);
  await behindTheBack(t, ...tables.map((table) => `drop table kept_${table}`));
});

everyEngine('each way to bend the mirror is found, and the sentence names the file', async (t) => {
  await grown(t, 200, 100, 1);
  const dir = t.ctx.config.audit.mirrorDir;
  const kept = mkdtempSync(join(tmpdir(), 'jiesuo-mirror-'));
  cpSync(dir, kept, { recursive: true });
  const flip = (file: string, at: number) => {
    const bytes = readFileSync(join(dir, file));
    bytes[at] = (bytes[at] ?? 0) ^ 0x20;
    writeFileSync(join(dir, file), bytes);
  };
  const bends: readonly [() => void, RegExp][] = [
    [() => flip('checkpoints', 450), /checkpoints, the one after size 200/],
    [
      () => writeFileSync(join(dir, 'checkpoints'), readFileSync(join(dir, 'checkpoints')).subarray(0, -1)),
      /cut at its end/,
    ],
    [() => appendFileSync(join(dir, 'checkpoints'), '\n'), /cut at its end/],
    [() => rmSync(join(dir, 'checkpoints')), /holds no checkpoints/],
    [() => flip('checkpoint', 3), /file checkpoint was changed/],
    [() => rmSync(join(dir, 'checkpoint')), /file checkpoint is missing/],
    [() => flip('tile/0/000', 32 * 7 + 5), /^the hash of entry 7 in the mirror/],
    [() => appendFileSync(join(dir, 'tile/0/000'), 'x'), /tile\/0\/000 was changed/],
    [() => flip('tile/0/001.p/44', 0), /tile\/0\/001.p\/44 was changed/],
    [() => rmSync(join(dir, 'tile/entries/001.p/44')), /tile\/entries\/001.p\/44 is missing/],
    [() => flip('tile/1/000.p/1', 31), /tile\/1\/000.p\/1 was changed/],
    [() => writeFileSync(join(dir, 'tile/2'), ''), /tile\/2 is not of this log/],
    [() => rmSync(dir, { recursive: true }), /holds no checkpoints/],
  ];
  for (const [bend, sentence] of bends) {
    bend();
    expect((await verify(t)).said).toContainEqual(expect.stringMatching(sentence));
    rmSync(dir, { recursive: true, force: true });
    cpSync(kept, dir, { recursive: true });
  }
  expect((await verify(t)).said).toEqual([]);
  rmSync(kept, { recursive: true });
});

everyEngine('details are compared as PostgreSQL writes them', async (t) => {
  const value = { 甲: 1, a: 'x"\\\b\f\n\r\t\u0001\u007f\u2028😀', bb: [true, null, { z: -3, y: [] }], '': 0, aa: {} };
  const { rows } = await sql<{ text: string }>`select ${JSON.stringify(value)}::jsonb::text as text`.execute(t.ctx.db);
  expect(jsonbText(value)).toBe(rows[0]?.text);
});
