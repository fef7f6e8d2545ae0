import { createCard, issueCard, issueDemoCa } from '@jiesuo/card';
import { dialects, pinKey, unblockCommand, verifyCommand } from '@jiesuo/ceremony';
import { parseCertificate, verifySignature } from '@jiesuo/certificate';
import type { Model } from '@jiesuo/models';
import { expect, test } from 'vitest';
import { openCard } from './open.ts';
import { modelNamed } from './test-iso.ts';

const PIN = 'Cust-1357';
const TEMP = 'Tmp-7Q2x9Zk4';
const NEXT = 'Next-2468';
const { state, adminPin } = issueCard({
  ca: issueDemoCa(),
  kind: 'sm2',
  company: '示例科技有限公司',
  uscc: '91110108551385082Q',
  userPin: PIN,
});
const pin = (text: string) => Buffer.from(text);

async function open({ userTriesLeft = 6, quirks = {}, dialect = dialects[0] ?? expect.unreachable() }) {
  const { pinHash, lcInMac, lcEndian, headerLength } = dialect;
  const card = createCard({ ...state, userTriesLeft, dialect: { pinHash, lcInMac, lcEndian, headerLength } });
  const virtual = modelNamed('jiesuo-virtual');
  const model: Model = { ...virtual, quirks, reset: { method: 'gmt0017', application: 'JIESUO', ...dialect } };
  const isHigh = 'hasTriesInHighNibble' in quirks;
  const transmit = async (apdu: Uint8Array) => {
    const answer = Buffer.from(card.apdu(Uint8Array.from(apdu)));
    const [, count] = /63c(.)$/.exec(answer.toString('hex')) ?? [];
    return isHigh && count !== undefined ? Buffer.from(`6${count}c0`, 'hex') : answer;
  };
  const ukey = await openCard({ transmit, disconnect: async () => undefined }, [model]);
  return { card, ukey, profile: { id: model.id, application: 'JIESUO', ...dialect } };
}

test.each(dialects)(
  'a locked UKey of the dialect %j is reset by what the server computes from its record',
  async (dialect) => {
    const { card, ukey, profile } = await open({ dialect, userTriesLeft: 0 });
    const key = pinKey(profile, pin(adminPin));
    const ask = async (make: (appId: Buffer, challenge: Buffer) => Buffer) => {
      const taken = (await ukey.takeChallenge?.(Buffer.alloc(0))) ?? expect.unreachable();
      return ukey.exchange?.(make(Buffer.from(taken.appId, 'hex'), Buffer.from(taken.challenge, 'hex')));
    };
    const verify = await ask((appId, challenge) => verifyCommand(key, 'admin', appId, challenge));
    const unblock = await ask((appId, challenge) => unblockCommand(profile, key, appId, challenge, pin(TEMP)));
    expect([verify?.sw, unblock?.sw]).toEqual(['9000', '9000']);
    expect(await ukey.verifyPin(pin(TEMP))).toBe('right');
    expect(await ukey.changePin(pin(TEMP), pin(NEXT))).toBe('right');
    expect(await ukey.verifyPin(pin(NEXT))).toBe('right');
    const signer = ukey.facts.certificates.find(({ use }) => use === 'sign') ?? expect.unreachable();
    const message = Buffer.alloc(32, 5);
    const { signature } = await ukey.sign(signer.key, message);
    expect(verifySignature(parseCertificate(signer.der), message, signature)).toBe(true);
    expect(card.state).toMatchObject({ userPin: NEXT, userTriesLeft: 6, adminTriesLeft: 6 });
    await ukey.release();
  },
);

test('a maker who counts in another digit has its wrong admin PIN known for what it is', async () => {
  const { ukey } = await open({ quirks: { hasTriesInHighNibble: true } });
  expect(await ukey.verifyPin(pin('Wrong-9999'))).toBe('wrong');
  const { appId = '' } = (await ukey.takeChallenge?.(Buffer.alloc(0))) ?? {};
  const wrong = verifyCommand(Buffer.alloc(16), 'admin', Buffer.from(appId, 'hex'), Buffer.alloc(8));
  expect(await ukey.exchange?.(wrong)).toMatchObject({ sw: '63c5' });
  await ukey.release();
});
