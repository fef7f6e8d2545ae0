import { rawPublicKey, signMessage } from '@jiesuo/ceremony';
import { expect } from 'vitest';
import { oneEngine, type Trial } from '../../trial.ts';
import { verifyEvidence } from '../evidence.stage.ts';
import { gidsUkey, trustedUkey } from '../methods.stage.ts';
import { approvedOrder } from '../registry.stage.ts';
import { desk, type Plugged, pump, startReset } from '../reset.stage.ts';
import type { EvidenceBundle, EvidenceFile } from './bundle.ts';
import { EvidenceFault } from './fault.ts';

async function completed(t: Trial, ukey: Plugged, isTrusted: boolean) {
  const customer = await t.customer();
  const number = await approvedOrder(t, customer, ukey);
  if (isTrusted) {
    await (await t.staff('administrator')).ok('settings.change', { isTrustedBridgeOn: true });
    const decision = { decision: 'grant', method: 'trusted_bridge', reason: '客户已在现场核对' } as const;
    await (await t.staff('key_custodian')).ok('custody.decide', { number, ...decision });
  }
  const { pairing } = await startReset(t, customer, desk(t, ukey), number);
  await pump(t, pairing);
  const file = JSON.parse((await customer.ok('orders.evidence', { number })).toString()) as EvidenceFile;
  const bundle = JSON.parse(Buffer.from(file.evidence.payload, 'base64url').toString()) as EvidenceBundle;
  const key = rawPublicKey(t.ctx.portalKey.publicKey);
  /** Signed again by the real key after the change: inner checks must find it. */
  const changed = (change: (b: EvidenceBundle) => void) => {
    const copy = structuredClone(bundle);
    change(copy);
    return () =>
      verifyEvidence(JSON.stringify({ ...file, evidence: signMessage(copy, t.ctx.portalKey.privateKey) }), [key]);
  };
  return { bundle, changed, order: await customer.ok('orders.get', { number }) };
}

oneEngine('evidence of a released secret stands only with the custodian’s grant of that very method', async (t) => {
  const { bundle, changed } = await completed(t, (await trustedUkey(t)).ukey, true);
  expect(changed(() => undefined)()).toMatchObject({ method: 'trusted_bridge' });
  expect(bundle.custodian?.reason).toBe('客户已在现场核对');
  expect(changed((b) => void (b.custodian = null))).toThrow(EvidenceFault);
  expect(changed((b) => void (b.custodian = b.custodian && { ...b.custodian, method: 'gmt0017' }))).toThrow(
    EvidenceFault,
  );
});

oneEngine('evidence that names another method than its tickets does not verify', async (t) => {
  const trusted = await completed(t, (await trustedUkey(t)).ukey, true);
  expect(trusted.changed((b) => void (b.method = 'gmt0017'))).toThrow(EvidenceFault);
  expect(trusted.changed((b) => void delete b.method)).toThrow(EvidenceFault);
  const gids = await completed(t, (await gidsUkey(t)).ukey, false);
  expect(gids.changed(() => undefined)()).toMatchObject({ method: 'challenge_response', custodian: null });
  expect(gids.changed((b) => void (b.method = 'gmt0017'))).toThrow(EvidenceFault);
});

oneEngine('order and evidence say where the new PIN had to be typed and where it was', async (t) => {
  const { bundle, changed, order } = await completed(t, (await gidsUkey(t)).ukey, false);
  const typed = { demanded: 'window', used: 'window' } as const;
  expect([bundle.prompt, order.reset.prompt]).toEqual([typed, typed]);
  expect(changed((b) => void (b.prompt = { ...typed, used: 'native' }))).toThrow(EvidenceFault);
  expect(changed((b) => void (b.prompt = { ...typed, demanded: 'native' }))).toThrow(EvidenceFault);
  expect(changed((b) => void delete b.prompt)).toThrow(EvidenceFault);
});

oneEngine('evidence of the first version verifies for good, for what it tells', async (t) => {
  const { bundle, changed } = await completed(t, (await gidsUkey(t)).ukey, false);
  if (bundle.v !== 2) throw new Error('new evidence is of the second version');
  const first = (b: EvidenceBundle) => {
    const { decisions, consents, ...told } = bundle;
    const rest: Record<string, unknown> = told;
    for (const later of ['seconds', 'risks', 'texts', 'orderedAt', 'prompt']) delete rest[later];
    const approval = { by: decisions[0]?.by.name ?? '', at: decisions[0]?.at ?? '' };
    for (const key of Object.keys(b)) delete (b as Record<string, unknown>)[key];
    Object.assign(b, rest, {
      v: 1,
      consents: consents.map(({ kind, version, textHash, givenAt }) => ({ kind, version, textHash, givenAt })),
      approval,
      custodian: null,
    });
  };
  expect(changed(first)()).toMatchObject({ v: 1, method: 'challenge_response' });
  expect(
    changed((b) => {
      first(b);
      b.legs[0]?.exchanges.pop();
    }),
  ).toThrow(EvidenceFault);
});
