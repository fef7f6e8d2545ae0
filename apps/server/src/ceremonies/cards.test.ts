import { createCard, issueDemoCa, issueGidsCard, issuePivCard } from '@jiesuo/card';
import { expect } from 'vitest';
import { everyEngine, type Trial } from '../trial.ts';
import { verifyKept } from './evidence.stage.ts';
import { approvedOrder, register } from './registry.stage.ts';
import { desk, type Plugged, pump, startReset } from './reset.stage.ts';

/** The virtual cards of the other families, by the bridge's own commands: nothing here knows a byte of their dialect. */
const order = {
  ca: issueDemoCa(),
  company: '示例科技有限公司',
  uscc: '91310000MA1FL0007C',
  userPin: 'oldPIN-1',
  validFrom: new Date('2026-01-01'),
  validTo: new Date('2028-01-01'),
};
interface Made extends Plugged {
  state: () => { userPin: string; adminTriesLeft: number; userTriesLeft: number };
}

async function gids(t: Trial, adminCipher: '3des' | 'aes128' | 'aes256', model: string): Promise<Made> {
  const issued = issueGidsCard({ ...order, kind: 'rsa', adminCipher });
  let kept = issued.state;
  const card = createCard({ ...kept, userTriesLeft: 0 }, { save: (state) => void (kept = state) });
  return { ...(await plug(t, issued, model, issued.adminKey)), card, state: () => kept };
}
async function piv(t: Trial, unblockedBy: 'puk' | 'admin_key', model: string): Promise<Made> {
  const issued = issuePivCard({ ...order, keys: [{ slot: '9c', kind: 'rsa' }], unblockedBy });
  let kept = issued.state;
  const card = createCard({ ...kept, userTriesLeft: 0 }, { save: (state) => void (kept = state) });
  const secret = unblockedBy === 'puk' ? issued.puk : issued.adminKey;
  return { ...(await plug(t, issued, model, secret)), card, state: () => kept };
}
async function plug(
  t: Trial,
  { serial, certificateDer }: { serial: string; certificateDer: Uint8Array },
  model: string,
  secret: string,
): Promise<Pick<Plugged, 'id' | 'serial' | 'model'>> {
  const id = await register(t, { serial, model, certificate: Buffer.from(certificateDer), secret });
  return { id, serial, model };
}

const stages = [
  ['GIDS with 3DES', (t: Trial) => gids(t, '3des', 'jiesuo-gids-3des'), 'challenge_response'],
  ['GIDS with AES', (t: Trial) => gids(t, 'aes256', 'jiesuo-gids-aes'), 'challenge_response'],
  ['PIV by key 9B', (t: Trial) => piv(t, 'admin_key', 'jiesuo-piv'), 'challenge_response'],
  ['PIV by its PUK', (t: Trial) => piv(t, 'puk', 'jiesuo-piv-puk'), 'trusted_bridge'],
] as const;

for (const [name, stage, method] of stages)
  everyEngine(`a virtual card, ${name}, is reset and proves it`, async (t) => {
    const customer = await t.customer();
    const ukey = await stage(t);
    const number = await approvedOrder(t, customer, ukey);
    if (method === 'trusted_bridge') {
      await (await t.staff('administrator')).ok('settings.change', { isTrustedBridgeOn: true });
      const custodian = await t.staff('key_custodian');
      await custodian.ok('custody.decide', { number, decision: 'grant', method, reason: '客户已在现场核对' });
    }
    const { pairing } = await startReset(t, customer, desk(t, ukey), number, 'Neu-77xy');
    expect(await pump(t, pairing)).toMatchObject({ stage: 'done', purpose: 'reset' });
    expect(ukey.state()).toMatchObject({ userPin: 'Neu-77xy', adminTriesLeft: 6, userTriesLeft: 6 });
    expect(await verifyKept(t)).toMatchObject({ order: number, method });
  });
