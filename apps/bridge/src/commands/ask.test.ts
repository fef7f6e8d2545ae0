import { describe, expect, test } from 'vitest';
import { PromptUnavailable } from '../prompt/prompt.ts';
import { TicketFault } from './pairing.ts';
import { paired, waiting } from './test-pairing.ts';

const pin = (text: string) => ({ kind: 'pin' as const, pin: Buffer.from(text) });

describe('where bridge or ticket wants the native prompt', () => {
  test('the window is told so, whichever of the two insists', async () => {
    expect((await waiting({ prompt: 'native' })).view).toMatchObject({ stage: 'enter_pin', prompt: 'native' });
    expect((await waiting({ ticketPrompt: 'native' })).view).toMatchObject({ stage: 'enter_pin', prompt: 'native' });
    expect((await waiting()).view).toMatchObject({ stage: 'enter_pin', prompt: 'window' });
  });
  test('the dialog is asked only after the press, and shows the ticket’s own facts', async () => {
    const { pairing, b } = await waiting({ prompt: 'native' });
    await pairing.next();
    expect(b.asked).toEqual([]);
    b.answers.push({ kind: 'cancelled' });
    await pairing.ask('zh');
    expect(b.asked).toMatchObject([
      {
        kind: 'new_pin',
        language: 'zh',
        min: 8,
        max: 16,
        facts: { portal: 'https://reset.example.cn', subscriber: '示例科技有限公司', serial: 'JS0000000001' },
      },
    ]);
  });
  test('a PIN against the rules is asked for again with its fault, and no UKey is looked for', async () => {
    const { pairing, b } = await waiting({ prompt: 'native', tails: ['138001'] });
    const typed = [pin('12345678'), pin('x9-138001'), pin('密码密码')];
    b.answers.push(...typed);
    for (const fault of ['run', 'personal', 'alphabet'])
      expect(await pairing.ask('zh')).toMatchObject({ stage: 'enter_pin', prompt: 'native', fault });
    expect(b.asked.map((one) => 'fault' in one && one.fault)).toEqual([false, 'run', 'personal']);
    expect(typed.every(({ pin: bytes }) => bytes.every((byte) => byte === 0))).toBe(true);
    expect(b.listed()).toBe(0);
  });
  test('the rules of the UKey’s model are said in the dialog and judged before any UKey is looked for', async () => {
    const rules = { min: 6, max: 8, alphabet: 'digits', defaults: ['739128'] } as const;
    const { pairing, b } = await waiting({ prompt: 'native', rules: { ...rules, defaults: [...rules.defaults] } });
    b.answers.push(pin('Kx7-quiet'), pin('Kx7-quie'), pin('739128'));
    for (const fault of ['too_long', 'digits', 'default'])
      expect(await pairing.ask('zh')).toMatchObject({ stage: 'enter_pin', fault });
    expect(b.asked).toMatchObject([{ min: 6, max: 8, alphabet: 'digits' }, {}, { fault: 'digits' }]);
    expect(b.listed()).toBe(0);
  });
  test('a good PIN begins the reset, and is wiped when it is over', async () => {
    const { pairing, b } = await waiting({ prompt: 'native' });
    const good = pin('Kx7-quiet');
    b.answers.push(good);
    // No UKey is plugged into this bench.
    expect(await pairing.ask('zh')).toMatchObject({ stage: 'failed', failure: 'ukey_missing' });
    expect((await pairing.next()).message).toBeDefined();
    await pairing.end();
    expect(good.pin.every((byte) => byte === 0)).toBe(true);
  });
  test('cancelling and nobody there end in words; nothing was asked of a UKey', async () => {
    for (const [kind, failure] of [
      ['cancelled', 'cancelled'],
      ['timed_out', 'time_out'],
    ] as const) {
      const { pairing, b } = await waiting({ prompt: 'native' });
      b.answers.push({ kind });
      expect(await pairing.ask('zh')).toMatchObject({ stage: 'failed', failure, isRetryable: true });
      expect([b.listed(), b.journal]).toEqual([0, []]);
    }
  });
  test('a dialog that cannot be shown is said, and can be asked for again', async () => {
    const { pairing, b } = await waiting({ prompt: 'native' });
    b.answers.push({ kind: 'unavailable', reason: 'no_session' }, { kind: 'cancelled' });
    await expect(pairing.ask('zh')).rejects.toThrow(PromptUnavailable);
    expect(await pairing.ask('zh')).toMatchObject({ failure: 'cancelled' });
  });
  test('the window’s 取消 takes the dialog away', async () => {
    const { pairing, b } = await waiting({ prompt: 'native' });
    const asked = pairing.ask('zh');
    await pairing.end();
    expect(await asked).toMatchObject({ stage: 'failed', failure: 'cancelled' });
    expect(b.asked[0]?.signal?.aborted).toBe(true);
  });
  test('a PIN that comes after the ticket ran out is wiped, not used', async () => {
    const { pairing, b } = await waiting({ prompt: 'native' });
    const late = pin('Kx7-quiet');
    Object.defineProperty(b.answers, 'shift', {
      value: () => {
        b.now = 601_000;
        return late;
      },
    });
    await expect(pairing.ask('zh')).rejects.toThrow(TicketFault);
    expect(late.pin.every((byte) => byte === 0)).toBe(true);
    expect(b.listed()).toBe(0);
  });
});

test('before a ticket no dialog appears, and where the window may be typed into one may as well', async () => {
  await expect((await paired()).pairing.ask('zh')).rejects.toThrow(TicketFault);
  const { pairing, b } = await waiting();
  b.answers.push({ kind: 'cancelled' });
  expect(await pairing.ask('zh')).toMatchObject({ stage: 'failed', failure: 'cancelled' });
});
