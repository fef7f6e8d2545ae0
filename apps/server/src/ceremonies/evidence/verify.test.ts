import { newSigningKey, rawPublicKey, signMessage } from '@jiesuo/ceremony';
import { expect } from 'vitest';
import { everyEngine } from '../../trial.ts';
import { verifyEvidence } from '../evidence.stage.ts';
import { approvedOrder } from '../registry.stage.ts';
import { desk, pump, registeredUkey, startReset } from '../reset.stage.ts';
import type { EvidenceBundle, EvidenceFile } from './bundle.ts';
import { EvidenceFault } from './fault.ts';

everyEngine('evidence verifies with the portal key alone, and no changed copy of it does', async (t) => {
  const customer = await t.customer();
  const ukey = await registeredUkey(t);
  const order = await approvedOrder(t, customer, ukey);
  const { pairing } = await startReset(t, customer, desk(t, ukey), order);
  await pump(t, pairing);
  const text = (await customer.ok('orders.evidence', { number: order })).toString();
  const key = rawPublicKey(t.ctx.portalKey.publicKey);
  expect(verifyEvidence(text, [key]).ukey.serial).toBe(ukey.serial);
  const file = JSON.parse(text) as EvidenceFile;
  const bundle = JSON.parse(Buffer.from(file.evidence.payload, 'base64url').toString()) as EvidenceBundle;
  // Signed again by the real key after each change: inner checks must find it, not only the outer signature.
  const resigned = (change: (b: EvidenceBundle) => void) => {
    const copy = structuredClone(bundle);
    change(copy);
    return JSON.stringify({ ...file, evidence: signMessage(copy, t.ctx.portalKey.privateKey) });
  };
  const hostile: Record<string, string> = {
    'a flipped bit': text.replace(
      /"payload":"(.{40})(.)/,
      (_, a: string, b: string) => `"payload":"${a}${b === 'A' ? 'B' : 'A'}`,
    ),
    'no JSON': '{',
    'another order': resigned((b) => void (b.order = 'CA20260302ZZZZZZ')),
    'another UKey': resigned((b) => void (b.ukey.serial = 'OTHER')),
    'a missing message': resigned((b) => void b.legs[0]?.exchanges.splice(1, 1)),
    'swapped messages': resigned((b) => void b.legs[0]?.exchanges.reverse()),
    'no proof': resigned((b) => void b.legs[0]?.exchanges.pop()),
    'no legs': resigned((b) => void (b.legs.length = 0)),
  };
  for (const [attack, copy] of Object.entries(hostile))
    expect(() => verifyEvidence(copy, [key]), attack).toThrow(EvidenceFault);
  const stranger = newSigningKey();
  const forged = JSON.stringify({
    evidence: signMessage(bundle, stranger.privateKey),
    portalKey: stranger.publicKey.toString('base64url'),
  });
  expect(() => verifyEvidence(forged, [key])).toThrow(EvidenceFault);
});
