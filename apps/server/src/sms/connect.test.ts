import { expect, test, vi } from 'vitest';
import { oneEngine } from '../trial.ts';
import { keepConnected, nextLook } from './connect.ts';
import type { Outcome, Provider } from './providers/provider.ts';
import { providersNow } from './status.ts';

const noted = async (look: () => Promise<boolean>) => vi.waitUntil(look, { timeout: 20_000, interval: 20 });

function line(...outcomes: Outcome[]) {
  const looks = { count: 0 };
  const connect = async (): Promise<Outcome> => {
    looks.count += 1;
    return outcomes[Math.min(looks.count, outcomes.length) - 1] ?? expect.fail('no outcome');
  };
  const provider: Provider = {
    name: 'smpp',
    isIdempotent: false,
    connect,
    send: () => expect.fail('nothing is to be sent'),
  };
  return { looks, providers: { get: async () => provider } };
}
const there: Outcome = { is: 'accepted', providerId: null };
const refused: Outcome = { is: 'alarm', code: 'ESME_RINVPASWD' };

test('a line that cannot be made is tried ever more slowly, and one that stands is looked at', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 100].map(nextLook)).toEqual([
    1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 60_000, 60_000,
  ]);
  expect(nextLook(0)).toBe(10_000);
});

oneEngine('from the start a refused line is shown among the providers, until it stands', async (t) => {
  const config = { ...t.ctx.config, sms: { ...t.ctx.config.sms, providers: ['smpp' as const] } };
  const ctx = { ...t.ctx, config };
  const shown = async () => (await providersNow(ctx, t.now()))[0];
  const { looks, providers } = line(refused, refused, there);
  const stop = keepConnected(ctx, providers);
  await noted(async () => (await shown())?.isAlarm === true);
  expect(await shown()).toMatchObject({ name: 'smpp', isOpen: false, code: 'ESME_RINVPASWD' });
  await noted(async () => (await shown())?.isOpen === true);
  expect(looks.count).toBe(3);
  stop();
});
