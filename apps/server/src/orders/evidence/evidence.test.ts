import { rawPublicKey } from '@jiesuo/ceremony';
import { parseCertificate } from '@jiesuo/certificate';
import { riskRuleNames } from '@jiesuo/contract';
import { expect, vi } from 'vitest';
import { sequence } from '../../audit/tree/sequence.ts';
import type { Trust } from '../../ceremonies/evidence/checks/told.ts';
import { company } from '../../ceremonies/registry.stage.ts';
import { desk, pump, registeredUkey, stageCa, startReset, type Ukey } from '../../ceremonies/reset.stage.ts';
import { approveFirst, enforced } from '../../risk/stageForTests.ts';
import { oneEngine, type Trial } from '../../trial.ts';
import { consentOf, fill, form, later } from '../stageForTests.ts';
import { examineFile } from './examine.ts';

// Several people log in, each with a password to hash.
vi.setConfig({ testTimeout: 120_000 });

async function readUkey(t: Trial, ukey: Ukey) {
  const row = await t.ctx.db.selectFrom('ukeys').selectAll().where('id', '=', ukey.id).executeTakeFirstOrThrow();
  const certificate = parseCertificate(row.certificate);
  return {
    claimedSerial: ukey.serial,
    label: '示例KEY',
    certificateSerial: certificate.serialNumber,
    subscriber: company,
    issuer: '演示认证中心',
    algorithm: 'sm2' as const,
    notBefore: certificate.notBefore.toISOString(),
    notAfter: certificate.notAfter.toISOString(),
    fingerprint: certificate.fingerprint,
    userTriesLeft: 0,
    userTriesMax: 6,
    adminTriesLeft: 6,
    isLocked: true,
    verdict: 'fine' as const,
  };
}

oneEngine(
  'a reset that two people approved is told in pages: what they say is proven, and nothing on them can be other words',
  async (t) => {
    const customer = await t.customer();
    const [one, two] = [await t.staff('reviewer'), await t.staff('supervisor')];
    const ukey = await registeredUkey(t);
    const { id: draft } = await fill(t, customer, await readUkey(t, ukey));
    await customer.ok('drafts.save', { ...form, customerName: company });
    const order = await customer.ok('orders.submit', { draft, idCardConsent: await consentOf(customer) });
    const { number } = order;
    await approveFirst(one, order);
    await two.ok('risk.take', { number });
    await two.ok('risk.decide', { number, seen: riskRuleNames, decision: 'approve', reason: '已电话核实' });
    await later(t, 73 * 3600, customer);
    const { pairing } = await startReset(t, customer, desk(t, ukey), number);
    await pump(t, pairing);
    await sequence(t.ctx);

    const trust: Trust = {
      portalKeys: [rawPublicKey(t.ctx.portalKey.publicKey)],
      auditKeys: t.ctx.auditKey.trusted,
      issuers: [parseCertificate(Buffer.from(stageCa().sm2.certificate, 'base64'))],
    };
    const auditor = await t.staff('auditor');
    const copy = async (as: 'json' | 'pdf') => Buffer.from(await auditor.ok('orders.evidenceCopy', { number, as }));
    const own = async (as: 'json' | 'pdf') => Buffer.from(await customer.ok('orders.evidence', { number, as }));
    for (const file of [await copy('json'), await copy('pdf')]) {
      const { items, isWhole } = await examineFile(file, trust);
      expect(items.filter(({ mark }) => mark !== 'proven').map(({ item }) => item)).toEqual(['later']);
      expect(items.find(({ item }) => item === 'second')?.en).toContain('another person');
      expect(items.find(({ item }) => item === 'risks')?.en).toContain('The account is new');
      expect(isWhole).toBe(true);
    }
    // What a rule saw would teach a forger: it is in no copy of a customer.
    for (const file of [await own('json'), await own('pdf')]) {
      expect(file.toString('latin1')).not.toContain('new_account');
      expect(await examineFile(file, trust)).toMatchObject({ fault: undefined, isWhole: true });
    }
    const pdf = await own('pdf');
    expect(await own('pdf')).toEqual(pdf);
    // No byte of the pages, their fonts or their links can be another.
    for (let at = 0; at < pdf.length; at += Math.ceil(pdf.length / 7)) {
      const changed = Buffer.from(pdf);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect((await examineFile(changed, trust)).fault, `byte ${at}`).toBeDefined();
    }
    const stranger = Buffer.from(pdf.toString('latin1').replace(number, number.replace('CA', 'CB')), 'latin1');
    expect((await examineFile(stranger, trust)).fault).toBeDefined();
    expect(await examineFile(Buffer.from('%PDF-1.4 nothing'), trust)).toMatchObject({ bundle: undefined });
  },
  enforced,
);
