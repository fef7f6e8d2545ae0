import { expect, test } from 'vitest';
import { standUp } from '../stand.ts';
import { witnesses } from './witnesses.ts';

test.each(witnesses.map((witness) => [witness.name, witness] as const))(
  'the library of a third party agrees with our %s in every call',
  async (_name, witness) => {
    const stand = await standUp();
    try {
      const calls = witness(stand);
      for (const { call, run } of calls)
        await run().catch((error: unknown) => expect.fail(`${call}: ${String(error)}`));
      expect(calls.length).toBeGreaterThan(1);
    } finally {
      await stand.close();
    }
  },
);
