import { createCard, issueCard, issueDemoCa } from '@jiesuo/card';
import { dialects, pinKey, unblockCommand, verifyCommand } from '@jiesuo/ceremony';
import { expect, test } from 'vitest';
import { probeTransmit } from './transmit.ts';

const { state, adminPin } = issueCard({
  ca: issueDemoCa(),
  kind: 'sm2',
  company: '示例公司',
  uscc: '91110000100000000X',
  userPin: 'Abcd-1357',
});

test.each(dialects)('what the server builds reaches a card of the dialect %j through SKF_Transmit', async (dialect) => {
  const { pinHash, lcInMac, lcEndian, headerLength } = dialect;
  const card = createCard({ ...state, dialect: { pinHash, lcInMac, lcEndian, headerLength } });
  const library = { transmit: async (_: bigint, apdu: Uint8Array) => Buffer.from(card.apdu(Uint8Array.from(apdu))) };
  const raw = (await probeTransmit(library, 1n, 'JIESUO', dialect)) ?? expect.unreachable();
  const profile = { id: 'theirs', application: 'JIESUO', ...dialect };
  const key = pinKey(profile, Buffer.from(adminPin));
  const taken = async () => {
    const { appId, challenge } = await raw.takeChallenge(Buffer.alloc(0));
    return [Buffer.from(appId, 'hex'), Buffer.from(challenge, 'hex')] as const;
  };
  expect((await raw.exchange(verifyCommand(key, 'admin', ...(await taken())))).sw).toBe('9000');
  const command = unblockCommand(profile, key, ...(await taken()), Buffer.from('Tmp-7Q2x9Zk4'));
  expect((await raw.exchange(command)).sw).toBe('9000');
  expect([card.state.userPin, card.state.adminTriesLeft]).toEqual(['Tmp-7Q2x9Zk4', 6]);
});
