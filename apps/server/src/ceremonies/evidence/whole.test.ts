import { rawPublicKey, signMessage } from '@jiesuo/ceremony';
import { parseCertificate } from '@jiesuo/certificate';
import fc from 'fast-check';
import { expect } from 'vitest';
import { sequence } from '../../audit/tree/sequence.ts';
import { everyEngine, oneEngine, type Trial } from '../../trial.ts';
import { approvedOrder } from '../registry.stage.ts';
import { desk, pump, registeredUkey, stageCa, startReset } from '../reset.stage.ts';
import type { EvidenceFile } from './bundle.ts';
import type { Trust } from './checks/told.ts';
import { examineEvidence } from './verify.ts';

const trustOf = (t: Trial): Trust => ({
  portalKeys: [rawPublicKey(t.ctx.portalKey.publicKey)],
  auditKeys: t.ctx.auditKey.trusted,
  issuers: [parseCertificate(Buffer.from(stageCa().sm2.certificate, 'base64'))],
});

async function reset(t: Trial) {
  const customer = await t.customer();
  const ukey = await registeredUkey(t);
  const number = await approvedOrder(t, customer, ukey);
  const { pairing } = await startReset(t, customer, desk(t, ukey), number);
  await pump(t, pairing);
  const own = async () => (await customer.ok('orders.evidence', { number })).toString();
  return { number, own };
}

const staffs = async (t: Trial, number: string) =>
  (await (await t.staff('auditor')).ok('orders.evidenceCopy', { number })).toString();
const marks = (text: string, trust: Trust) =>
  Object.fromEntries(examineEvidence(text, trust).items.map(({ item, mark }) => [item, mark]));

everyEngine(
  'every item of an evidence is proven with public keys alone, and what a copy leaves out is said',
  async (t) => {
    const { number, own } = await reset(t);
    const trust = trustOf(t);
    expect(examineEvidence(await own(), trust)).toMatchObject({ fault: undefined, isWhole: false });
    expect(marks(await own(), trust)).toMatchObject({ log: 'open' });
    await sequence(t.ctx);
    const proven = {
      signature: 'proven',
      consents: 'proven',
      materials: 'proven',
      reviews: 'proven',
      second: 'proven',
      custody: 'proven',
      certificate: 'proven',
      issuer: 'proven',
      ticket: 'proven',
      transcript: 'proven',
      prompt: 'proven',
      proof: 'proven',
      receipt: 'proven',
      log: 'proven',
      later: 'open',
    };
    expect(marks(await own(), trust)).toEqual({ ...proven, risks: 'open', entries: 'open' });
    expect(examineEvidence(await own(), trust).isWhole).toBe(true);
    const copy = await staffs(t, number);
    expect(marks(copy, trust)).toEqual({ ...proven, risks: 'proven', entries: 'proven' });
    expect(JSON.stringify({ ...(JSON.parse(copy) as EvidenceFile), staff: undefined })).toBe(await own());
    expect(marks(await own(), { ...trust, issuers: [] })).toMatchObject({ issuer: 'open' });
    const stranger = parseCertificate(Buffer.from(stageCa().rsa.certificate, 'base64'));
    expect(marks(await own(), { ...trust, issuers: [stranger] })).toMatchObject({ issuer: 'wrong' });
    expect(examineEvidence(await own(), { ...trust, auditKeys: [] })).toMatchObject({
      fault: undefined,
      isWhole: false,
    });
  },
);

everyEngine('a checkpoint that somebody kept, earlier or later, is proven to be of the same log', async (t) => {
  const auditor = await t.staff('auditor');
  await sequence(t.ctx);
  const { own } = await reset(t);
  await sequence(t.ctx);
  const text = await own();
  await t.customer();
  await sequence(t.ctx);
  const rows = await t.ctx.db.selectFrom('audit_checkpoints').select('size').orderBy('size').execute();
  const [before = 0, at = 0, later = 0] = rows.map(({ size }) => size);
  const trust = trustOf(t);
  const asked = async (first: number, second: number) => {
    const comparison = JSON.stringify(await auditor.ok('audit.compare', { first, second }));
    return marks(text, { ...trust, comparison })['later'];
  };
  expect(await asked(before, at)).toBe('proven');
  expect(await asked(at, later)).toBe('proven');
  expect(await asked(before, later)).toBe('wrong');
  const { proof, ...two } = await auditor.ok('audit.compare', { first: at, second: later });
  const comparison = JSON.stringify({ ...two, proof: proof.slice(1) });
  expect(marks(text, { ...trust, comparison })).toMatchObject({ later: 'wrong' });
});

oneEngine(
  'no byte, no member and no value of an evidence can be another, be left out, or come from another evidence',
  async (t) => {
    const one = await reset(t);
    const other = await reset(t);
    await sequence(t.ctx);
    const trust = trustOf(t);
    const texts = [await staffs(t, one.number), await staffs(t, other.number)] as const;
    const genuine = new Set([...texts, await one.own(), await other.own()]);
    const passes = (text: string) => examineEvidence(text, trust).isWhole;
    for (const text of genuine) expect(passes(text)).toBe(true);

    const bytes = Buffer.from(texts[0]);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ by;
        expect(passes(changed.toString()), `byte ${at}`).toBe(false);
        expect(passes(bytes.subarray(0, at).toString())).toBe(false);
      }),
      { numRuns: 200 },
    );
    const [mine, theirs] = texts.map((text) => JSON.parse(text) as EvidenceFile);
    for (const path of pathsOf(mine)) {
      for (const changed of [without(mine, path), swapped(mine, theirs, path)]) {
        const text = JSON.stringify(changed);
        if (!genuine.has(text)) expect(passes(text), path.join('.')).toBe(false);
      }
    }
  },
);

oneEngine('who has the portal’s key alone cannot sign another story over the words of the log', async (t) => {
  const one = await reset(t);
  const other = await reset(t);
  await sequence(t.ctx);
  const trust = trustOf(t);
  const [mine, theirs] = [await staffs(t, one.number), await staffs(t, other.number)].map(
    (text) => JSON.parse(text) as EvidenceFile,
  );
  const bundleOf = (file: EvidenceFile | undefined) =>
    JSON.parse(Buffer.from(file?.evidence.payload ?? '', 'base64url').toString()) as Record<string, unknown>;
  const passes = (bundle: unknown) =>
    examineEvidence(
      JSON.stringify({ ...mine, evidence: signMessage(bundle as object, t.ctx.portalKey.privateKey) }),
      trust,
    ).isWhole;
  const [bundle, foreign] = [bundleOf(mine), bundleOf(theirs)];
  expect(passes(bundle)).toBe(true);
  const unproven = new Set<string>();
  for (const path of pathsOf(bundle))
    for (const changed of [without(bundle, path), swapped(bundle, foreign, path)])
      if (JSON.stringify(changed) !== JSON.stringify(bundle) && passes(changed))
        unproven.add(path.map((key) => (typeof key === 'number' ? '*' : key)).join('.'));
  // No leaf of the order repeats these: what was agreed to at registration, its words, and how a person is called beside his id.
  expect([...unproven].toSorted()).toEqual(['consents.*', 'consents.*.givenAt', 'decisions.*.by.name', 'texts.*']);
});

type Path = readonly (string | number)[];

/** Every member of every object and every element of every list. */
function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  const keys = Array.isArray(value) ? value.map((_, i) => i) : Object.keys(value);
  return keys.flatMap((key) => {
    const at = [...path, key];
    return [at, ...pathsOf((value as Record<string | number, unknown>)[key], at)];
  });
}

function holderOf(root: unknown, path: Path): Record<string | number, unknown> {
  return path.slice(0, -1).reduce((value, key) => (value as Record<string | number, unknown>)[key], root) as never;
}

function without(file: unknown, path: Path): unknown {
  const copy = structuredClone(file);
  const holder = holderOf(copy, path);
  const key = path.at(-1) ?? '';
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
  return copy;
}

function swapped(file: unknown, other: unknown, path: Path): unknown {
  const copy = structuredClone(file);
  const key = path.at(-1) ?? '';
  const theirs = holderOf(other, path)?.[key];
  if (theirs !== undefined) holderOf(copy, path)[key] = theirs;
  return copy;
}
