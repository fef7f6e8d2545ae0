import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCard, issueCard, issueDemoCa } from '@jiesuo/card';
import { dialects } from '@jiesuo/ceremony';
import { ownModels } from '@jiesuo/models';
import { expect } from 'vitest';
import { oneEngine, type Trial } from '../trial.ts';
import { approvedOrder, company, register, uscc } from './registry.stage.ts';
import { desk, type Plugged, pump, startReset } from './reset.stage.ts';

type Fields = Record<string, unknown>;
const ca = issueDemoCa();
/** As far from the published vectors as each field goes, and one between. */
const chosen = dialects.filter(
  ({ pinHash, lcInMac, lcEndian, headerLength }) =>
    pinHash === 'sm3' && lcInMac && (lcEndian === 'little' || headerLength === 7),
);

async function ukeyOf(t: Trial, number: number): Promise<Plugged & { state: () => Fields }> {
  const { pinHash, cipher, lcInMac, lcEndian, headerLength } = chosen[number] ?? expect.unreachable();
  const record = JSON.parse(readFileSync(join(ownModels, 'jiesuo-virtual.json'), 'utf8')) as Fields;
  const model = `theirs-${number}`;
  Object.assign(record, {
    id: model,
    match: { atr: [{ value: `3b81800181${number}0` }] },
    drivers: { virtual: true },
    reset: { method: 'gmt0017', application: 'JIESUO', pinHash, cipher, lcInMac, lcEndian, headerLength },
  });
  mkdirSync(t.ctx.config.modelsDir, { recursive: true });
  writeFileSync(join(t.ctx.config.modelsDir, `${model}.json`), JSON.stringify(record));
  const person = {
    company,
    uscc,
    userPin: 'old-PIN-1',
    validFrom: new Date('2026-01-01'),
    validTo: new Date('2028-01-01'),
  };
  const { state, adminPin, certificateDer } = issueCard({ ca, kind: 'sm2', ...person });
  let kept = { ...state, userTriesLeft: 0, dialect: { pinHash, lcInMac, lcEndian, headerLength } };
  const card = createCard(kept, { save: (next) => void (kept = { ...kept, ...next }) });
  const { serial } = state;
  const id = await register(t, { serial, model, certificate: Buffer.from(certificateDer), secret: adminPin });
  return { id, serial, model, card, state: () => ({ ...kept }) };
}

for (const [number, dialect] of chosen.entries())
  oneEngine(
    `a model that an administrator added is reset in its own dialect: ${JSON.stringify(dialect)}`,
    async (t) => {
      const ukey = await ukeyOf(t, number);
      const customer = await t.customer();
      await expect.poll(() => t.ctx.models.find(ukey.model)?.id, { timeout: 5000 }).toBe(ukey.model);
      const order = await approvedOrder(t, customer, ukey);
      const { pairing } = await startReset(t, customer, desk(t, ukey), order, 'Neu-77xy');
      expect(await pump(t, pairing)).toMatchObject({ stage: 'done', purpose: 'reset' });
      expect(ukey.state()).toMatchObject({ userPin: 'Neu-77xy', adminTriesLeft: 6, userTriesLeft: 6 });
    },
  );
