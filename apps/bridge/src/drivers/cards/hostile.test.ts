import { type AnyCard, createCard, issueGidsCard, issuePivCard } from '@jiesuo/card';
import { CardFault, type Transmit } from '@jiesuo/ceremony';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DriverFault } from '../driver.ts';
import type { CardFamily } from './family.ts';
import { gids } from './gids.ts';
import { piv } from './piv.ts';
import { bytes, modelNamed, NEXT, order, PIN } from './test-iso.ts';

/** What a broken or hostile card may do to one answer. */
const spoilt = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at: fc.nat(800), bit: fc.nat(7) }),
  fc.record({ kind: fc.constant('cut' as const), at: fc.nat(800), bit: fc.nat(7) }),
  fc.record({ kind: fc.constant('word' as const), at: fc.nat(0xffff), bit: fc.nat(7) }),
  fc.record({ kind: fc.constant('noise' as const), at: fc.nat(258), bit: fc.nat(255) }),
);
type Spoilt = typeof spoilt extends fc.Arbitrary<infer T> ? T : never;

function spoil(answer: Buffer, { kind, at, bit }: Spoilt): Buffer {
  if (kind === 'word') return Buffer.concat([answer.subarray(0, -2), Buffer.of(at >> 8, at & 0xff)]);
  if (kind === 'noise') return Buffer.concat([Buffer.alloc(at, bit), Buffer.from('9000', 'hex')]);
  // Channels give at least a status word.
  if (kind === 'cut') return Buffer.concat([answer.subarray(0, at % answer.length), Buffer.from('9000', 'hex')]);
  const flipped = Buffer.from(answer);
  flipped[at % answer.length] = (flipped[at % answer.length] ?? 0) ^ (1 << bit);
  return flipped;
}

/** Answers as the card does, but for every answer that `faults` spoils. */
function spoilingWire(card: AnyCard, faults: readonly (Spoilt | undefined)[]): Transmit {
  let count = 0;
  return (apdu) => {
    const answer = Buffer.from(card.apdu(Uint8Array.from(apdu)));
    const fault = faults[count++ % Math.max(1, faults.length)];
    return Promise.resolve(fault ? spoil(answer, fault) : answer);
  };
}

async function useAll(family: CardFamily, transmit: Transmit, model: string): Promise<void> {
  const calm = async (act: () => Promise<unknown> | undefined) => {
    try {
      await act();
    } catch (fault) {
      expect(fault instanceof CardFault || fault instanceof DriverFault).toBe(true);
    }
  };
  await calm(async () => {
    const ukey = await family.open(transmit, modelNamed(model));
    expect(JSON.stringify(ukey.facts).length).toBeLessThan(200_000);
    await calm(() => ukey.tries());
    await calm(() => ukey.takeChallenge?.(Buffer.alloc(16)));
    await calm(() => ukey.verifyPin(bytes(PIN)));
    await calm(() => ukey.unblock?.(bytes('12345678'), bytes(NEXT)));
    for (const { key } of ukey.facts.certificates) await calm(() => ukey.sign(key, Buffer.alloc(32)));
    await calm(() => ukey.stayAwake());
    await calm(() => ukey.clear());
  });
}

test.each([
  ['gids', gids, 'jiesuo-gids-3des', issueGidsCard({ ...order, kind: 'rsa' }).state],
  ['gids', gids, 'jiesuo-gids-3des', issueGidsCard({ ...order, kind: 'p256' }).state],
  ['piv', piv, 'jiesuo-piv-puk', issuePivCard({ ...order, keys: [{ slot: '9a', kind: 'rsa' }] }).state],
  ['piv', piv, 'jiesuo-piv-puk', issuePivCard({ ...order, keys: [{ slot: '9c', kind: 'p256' }] }).state],
] as const)(
  'a %s card that answers nonsense is a fault of the card, and nothing else',
  async (_what, family, model, state) => {
    const faults = fc.array(fc.option(spoilt, { nil: undefined, freq: 3 }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(faults, (script) => useAll(family, spoilingWire(createCard(state), script), model)),
      { numRuns: 300 },
    );
  },
);
