import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect } from 'vitest';
import { everyEngine, oneEngine, type Trial } from '../trial.ts';
import { verifyExport } from './export/verify.ts';
import { isExtension, isIncluded } from './merkle/check.ts';
import { leafHash } from './merkle/hash.ts';
import { readHead } from './mirror/head.ts';
import { openCheckpoint } from './note/checkpoint.ts';
import { parseVkey, type Verifier } from './note/vkey.ts';
import { sequence } from './tree/sequence.ts';
import { createFindings } from './verify/findings.ts';
import { writeLeaves } from './write.ts';

const add = (t: Trial, operation: string, count: number) =>
  t.ctx.db.transaction().execute((trx) =>
    writeLeaves(
      trx,
      { ctx: t.ctx, at: t.now(), actor: 'system', operation, requestId: null },
      Array.from({ length: count }, (_, n) => ({ subject: `CA${n}`, detail: { n, 原因: '到期' } })),
    ),
  );
const hashes = (list: readonly string[]) => list.map((hash) => Buffer.from(hash, 'base64'));

everyEngine(
  'an auditor proves with public keys alone that a leaf is in the log, and that the log only grew',
  async (t) => {
    const auditor = await t.staff('auditor');
    expect(await auditor.ok('audit.state', {})).toMatchObject({ checkpoint: null, fault: null });
    await add(t, 'orders.expire', 300);
    const { id } = (await auditor.ok('audit.list', { operation: 'orders.expire', limit: 1 })).items[0] ?? { id: '' };
    expect((await auditor.refused('audit.prove', { id })).code).toBe('leaf_waiting');
    await sequence(t.ctx);
    await add(t, 'orders.expire', 9);
    await sequence(t.ctx);
    const state = await auditor.ok('audit.state', {});
    const key = parseVkey(state.key);
    const last = key && openCheckpoint(state.checkpoint?.note ?? '', [key]);
    expect(last?.size).toBe(state.checkpoint?.size);
    expect(state).toMatchObject({ waiting: 0, fault: null, verifiedAt: t.now().toISOString() });
    const proven = await auditor.ok('audit.prove', { id });
    expect(JSON.parse(proven.entry)).toMatchObject({ id, operation: 'orders.expire' });
    const root = last?.root ?? Buffer.alloc(0);
    const leaf = leafHash(proven.entry);
    const { index } = proven;
    expect(isIncluded({ index, size: last?.size ?? 0, leaf, proof: hashes(proven.proof), root })).toBe(true);
    const sizes = await t.ctx.db.selectFrom('audit_checkpoints').select('size').orderBy('size').execute();
    const [first = 0, second = 0] = sizes.map(({ size }) => size);
    const { proof, ...roots } = await auditor.ok('audit.compare', { first, second });
    const rootOf = (one: { note: string }) => (key && openCheckpoint(one.note, [key])) ?? { size: 0, root };
    expect(isExtension({ first: rootOf(roots.first), second: rootOf(roots.second), proof: hashes(proof) })).toBe(true);
    expect((await auditor.ok('audit.prove', { id, size: first })).checkpoint.size).toBe(first);
    expect((await auditor.refused('audit.compare', { first: second, second: first })).code).toBe('not_found');
    expect((await auditor.refused('audit.compare', { first: first + 1, second })).code).toBe('not_found');
    expect((await auditor.refused('audit.prove', { id: '019c0000-0000-7000-8000-000000000000' })).code).toBe(
      'not_found',
    );
  },
);

everyEngine('audit.list filters by person and by whole days in Shanghai, and tells each leaf’s place', async (t) => {
  await add(t, 'orders.expire', 2);
  await sequence(t.ctx);
  t.advance(86_400);
  await add(t, 'orders.expire', 1);
  const auditor = await t.staff('auditor');
  const found = async (filter: object) =>
    (await auditor.ok('audit.list', { operation: 'orders.expire', ...filter })).items.map(({ index }) => index);
  expect(await found({})).toEqual([null, expect.any(Number), expect.any(Number)]);
  expect(await found({ from: '2026-03-03' })).toEqual([null]);
  expect(await found({ to: '2026-03-02' })).toHaveLength(2);
  expect(await found({ from: '2026-03-02', to: '2026-03-03', actor: 'system' })).toHaveLength(3);
  expect(await found({ actor: `staff:${auditor.staffId}` })).toEqual([]);
});

async function verify(bytes: Buffer, trusted: readonly Verifier[]) {
  const folder = mkdtempSync(join(tmpdir(), 'jiesuo-export-'));
  const file = join(folder, 'export.jsonl');
  writeFileSync(file, bytes);
  const findings = createFindings();
  const verified = await verifyExport(file, trusted, findings);
  rmSync(folder, { recursive: true });
  return { verified, said: findings.list.map(({ en }) => en) };
}
const exported = async (auditor: Awaited<ReturnType<Trial['staff']>>, filter: object) => {
  const answer = await auditor.call('audit.export', filter);
  expect(answer.status).toBe(200);
  return Buffer.from(answer.body as unknown as Uint8Array);
};

everyEngine('an export proves each of its entries, whole or filtered, and is itself on record', async (t) => {
  const auditor = await t.staff('auditor');
  expect((await auditor.refused('audit.export', {})).code).toBe('leaf_waiting');
  await add(t, 'orders.expire', 3);
  await add(t, 'orders.forget', 290);
  await add(t, 'orders.expire', 2);
  await sequence(t.ctx);
  const { trusted } = t.ctx.auditKey;
  const whole = await exported(auditor, {});
  expect(whole.toString().split('\n').length - 3).toBe(await readSize(t));
  expect((await verify(whole, trusted)).said).toEqual([]);
  const some = await exported(auditor, { operation: 'orders.expire' });
  const { verified, said } = await verify(some, trusted);
  expect(said).toEqual([]);
  expect(verified?.head).toMatchObject({ count: 5, filter: { operation: 'orders.expire' } });
  expect(some.toString().split('\n').length).toBeLessThan(5 + 40);
  expect((await verify(await exported(auditor, { operation: 'nothing' }), trusted)).verified?.head.count).toBe(0);
  const told = await t.ctx.db
    .selectFrom('audit_leaves')
    .select('detail')
    .where('operation', '=', 'audit.export')
    .execute();
  expect(told.map(({ detail }) => detail)).toEqual([{}, { operation: 'orders.expire' }, { operation: 'nothing' }]);
});
const readSize = async (t: Trial) => {
  const { note } = await readHead(t.ctx.config.audit.mirrorDir);
  return openCheckpoint(note ?? '', t.ctx.auditKey.trusted)?.size ?? 0;
};

oneEngine('no byte of an export can be another, no line removed, added or swapped, and no end cut off', async (t) => {
  const auditor = await t.staff('auditor');
  await add(t, 'orders.expire', 12);
  await sequence(t.ctx);
  const { trusted } = t.ctx.auditKey;
  for (const filter of [{}, { subject: 'CA7' }]) {
    const bytes = await exported(auditor, filter);
    expect((await verify(bytes, trusted)).said).toEqual([]);
    const lines = bytes.toString().split('\n').slice(0, -1);
    const others = fc.oneof(
      fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 })).map(([at, by]) => {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ by;
        return changed;
      }),
      fc.nat(bytes.length - 1).map((at) => bytes.subarray(0, at)),
      fc.nat(lines.length - 1).map((at) => Buffer.from(`${lines.toSpliced(at, 1).join('\n')}\n`)),
      fc.nat(lines.length - 1).map((at) => Buffer.from(`${lines.toSpliced(at, 0, lines[at] ?? '').join('\n')}\n`)),
      fc
        .tuple(fc.nat(lines.length - 1), fc.nat(lines.length - 1))
        .filter(([one, other]) => one !== other)
        .map(([one, other]) =>
          Buffer.from(
            `${lines
              .with(one, lines[other] ?? '')
              .with(other, lines[one] ?? '')
              .join('\n')}\n`,
          ),
        ),
    );
    await fc.assert(
      fc.asyncProperty(others, async (changed) => {
        const { verified, said } = await verify(changed, trusted);
        expect(verified).toBeUndefined();
        expect(said).toHaveLength(1);
      }),
      { numRuns: 60 },
    );
    expect((await verify(bytes, [])).said).toEqual(['line 1 holds no checkpoint signed by a trusted key']);
  }
});
