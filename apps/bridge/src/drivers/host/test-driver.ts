import { writeSync } from 'node:fs';
import type { Driver, Listing, Ukey } from '../ukey.ts';
import { runDriver } from './run.ts';
import { PIPE } from './start.ts';

/** What the driver of host.test.ts does when it is asked to list, to connect, or to try a PIN. */
export type Mood = 'well' | 'crash' | 'hang' | 'block' | 'huge' | 'garbage' | 'noise' | 'throw';
export interface Moods {
  readonly list?: Mood;
  readonly connect?: Mood;
  readonly verifyPin?: Mood;
}

const forever = <T>() => new Promise<T>(() => {});

/** A vendor's library as it should not be. */
function behave<T>(mood: Mood, well: T, spoilt: { readonly huge: unknown; readonly garbage: unknown }): Promise<T> | T {
  switch (mood) {
    case 'well':
      return well;
    case 'crash':
      process.abort();
    // falls through: abort does not return.
    case 'hang':
      return forever<T>();
    case 'block':
      for (;;);
    case 'huge':
      return spoilt.huge as T;
    case 'garbage':
      return spoilt.garbage as T;
    case 'noise':
      writeSync(PIPE, Buffer.alloc(64, 0xff));
      return forever<T>();
    case 'throw':
      throw Object.assign(new Error('PIN 135790 was wrong'), { secret: '135790' });
  }
}

const tries = { left: 6, max: 6 };
const slot = (id: number) => ({ id: `skf-${id}`, model: 'test', name: 'x'.repeat(64) });

function createTestDriver({ list = 'well', connect = 'well', verifyPin = 'well' }: Moods): Driver {
  const ukey: Ukey = {
    facts: {
      serial: 'T1',
      label: '测试',
      maker: 'test',
      model: 'test',
      certificates: [{ use: 'sign', der: Buffer.from('300100', 'hex'), key: '1' }],
      methods: ['trusted_bridge'],
    },
    tries: async () => ({ user: tries, admin: null }),
    verifyPin: async (pin) =>
      behave(verifyPin, pin.toString() === 'right-pin' ? 'right' : 'wrong', { huge: 'x'.repeat(1e6), garbage: 9 }),
    changePin: async () => 'refused',
    sign: async (key, message) => ({ algorithm: 'rsa-sha256', signature: Buffer.concat([Buffer.from(key), message]) }),
    release: async () => {},
  };
  return {
    name: 'skf',
    list: async () =>
      behave<Listing>(
        list,
        { slots: [slot(1)], conditions: [] },
        {
          huge: { slots: Array.from({ length: 100_000 }, (_, i) => slot(i)), conditions: [] },
          garbage: { slots: [{ id: 7, pin: '135790' }], conditions: 'none' },
        },
      ),
    connect: async () =>
      behave(connect, ukey, { huge: { ...ukey, facts: { ...ukey.facts, serial: 'x'.repeat(1e6) } }, garbage: {} }),
    change: (waitMs) => new Promise((resolve) => setTimeout(resolve, waitMs)),
    close: async () => {},
  };
}

await runDriver(({ options }) => Promise.resolve(createTestDriver(options as Moods)));
