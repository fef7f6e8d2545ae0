import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Stand, standUp } from '../stand.ts';
import { witnesses } from './witnesses.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await standUp();
});
afterAll(() => stand.close());

test.each(witnesses.map((witness) => [witness.name, witness] as const))(
  'the library of a third party agrees with our %s in every call',
  async (_name, witness) => {
    const calls = witness(stand);
    for (const { call, run } of calls) await run().catch((error: unknown) => expect.fail(`${call}: ${String(error)}`));
    expect(calls.length).toBeGreaterThan(1);
  },
);
