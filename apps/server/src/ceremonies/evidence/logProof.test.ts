import { rawPublicKey } from '@jiesuo/ceremony';
import fc from 'fast-check';
import { expect } from 'vitest';
import { sequence } from '../../audit/tree/sequence.ts';
import { oneEngine } from '../../trial.ts';
import { approvedOrder } from '../registry.stage.ts';
import { desk, pump, registeredUkey, startReset } from '../reset.stage.ts';
import type { EvidenceFile } from './bundle.ts';
import { verifyLogProof } from './logProof.ts';
import { EvidenceFault, verifyEvidence } from './verify.ts';

oneEngine(
  'evidence proves that its audit leaves are in the signed log, and no byte of the file can be another',
  async (t) => {
    const customer = await t.customer();
    const ukey = await registeredUkey(t);
    const order = await approvedOrder(t, customer, ukey);
    const { pairing } = await startReset(t, customer, desk(t, ukey), order);
    await pump(t, pairing);
    const download = async () => (await customer.ok('orders.evidence', { number: order })).toString();
    const key = rawPublicKey(t.ctx.portalKey.publicKey);
    const { trusted } = t.ctx.auditKey;
    expect(verifyLogProof(await download(), trusted)).toBeUndefined();
    await sequence(t.ctx);
    const text = await download();
    const bundle = verifyEvidence(text, [key]);
    expect(bundle.audit.length).toBeGreaterThan(1);
    expect(verifyLogProof(text, trusted)?.size).toBe(
      (await t.ctx.db.selectFrom('audit_tree').select('index').execute()).length,
    );
    expect(() => verifyLogProof(text, [])).toThrow(EvidenceFault);
    const file = JSON.parse(text) as EvidenceFile;
    const short = JSON.stringify({ ...file, log: file.log && { ...file.log, leaves: file.log.leaves.slice(1) } });
    expect(() => verifyLogProof(short, trusted)).toThrow(EvidenceFault);
    const bytes = Buffer.from(text);
    const verify = (changed: string) => {
      verifyEvidence(changed, [key]);
      verifyLogProof(changed, trusted);
    };
    const from = text.indexOf('"log"');
    fc.assert(
      fc.property(
        fc.oneof(fc.nat(bytes.length - 1), fc.integer({ min: from, max: bytes.length - 1 })),
        fc.integer({ min: 1, max: 255 }),
        (at, by) => {
          const changed = Buffer.from(bytes);
          changed[at] = (changed[at] ?? 0) ^ by;
          expect(() => verify(changed.toString()), `byte ${at}`).toThrow(EvidenceFault);
          expect(() => verify(bytes.subarray(0, at).toString())).toThrow(EvidenceFault);
        },
      ),
      { numRuns: 150 },
    );
  },
);
