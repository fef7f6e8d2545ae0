import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askNewPin } from './newPin.ts';
import { createPinentry } from './pinentry.ts';
import type { PromptRequest } from './prompt.ts';
import { type Screen, startScreen } from './test-screen.ts';

const PROGRAM = '/usr/bin/pinentry-gtk-2';
const PIN = 'Kx7-quiet&%"';
/** Over the button between the two fields that shows what was typed. */
const nextField = ['Tab', 'Tab'];
const facts = {
  portal: 'https://reset.example.cn',
  ca: '示例CA有限公司',
  subscriber: '示例科技有限公司',
  serial: 'JS0000000001',
  order: 'CA20260302ABCDEF',
  account: '138****0000',
};
const newPin: PromptRequest = { kind: 'new_pin', facts, language: 'zh', min: 8, max: 16 };

describe.runIf(process.env['JIESUO_LANE'] === 'prompt')('a real pinentry on a screen', { timeout: 60_000 }, () => {
  let screen: Screen;
  const prompt = (seconds = 30) =>
    createPinentry({
      path: PROGRAM,
      environment: screen.environment,
      personal: () => ({ phrase: '窗前的猫' }),
      seconds,
    });
  beforeAll(async () => {
    expect(existsSync(PROGRAM)).toBe(true);
    screen = await startScreen();
  });
  afterAll(() => screen.close());

  test('a PIN typed twice comes back as it was typed; Chinese title and facts are on the dialog', async () => {
    const asked = prompt().ask(newPin);
    expect(await screen.waitForWindow('证书助手')).toBe('证书助手：设置新的CA密码');
    const pictures = process.env['JIESUO_PICTURES'];
    if (pictures !== undefined) await screen.picture(join(pictures, 'new-pin.png'));
    await screen.type(PIN);
    await screen.press(...nextField);
    await screen.type(PIN);
    await screen.press('Return');
    const answer = await asked;
    expect(answer).toEqual({ kind: 'pin', pin: Buffer.from(PIN) });
  });

  test('two that differ are said so and typed again', async () => {
    const asked = prompt().ask(newPin);
    await screen.waitForWindow('证书助手');
    await screen.type('Kx7-quiet');
    await screen.press(...nextField);
    await screen.type('Kx7-quite');
    await screen.press('Return');
    await sleep(500);
    for (const field of [0, 1]) {
      await screen.press('ctrl+a');
      await screen.type('Kx7-quiet');
      await screen.press(...(field === 0 ? nextField : ['Return']));
    }
    expect(await asked).toEqual({ kind: 'pin', pin: Buffer.from('Kx7-quiet') });
  });

  test('a PIN against the rules is asked for again, then the good one is taken', async () => {
    const question = { facts, policy: { min: 8, max: 16 }, tails: [], language: 'zh' } as const;
    let answer: Awaited<ReturnType<typeof askNewPin>> | undefined;
    for (const pin of ['12345678', 'Kx7-quiet']) {
      const fault = answer?.kind === 'fault' ? answer.fault : undefined;
      const asked = askNewPin(prompt(), { ...question, fault });
      await screen.waitForWindow('证书助手');
      await screen.type(pin);
      await screen.press(...nextField);
      await screen.type(pin);
      await screen.press('Return');
      answer = await asked;
      if (pin === '12345678') expect(answer).toEqual({ kind: 'fault', fault: 'run' });
    }
    expect(answer).toEqual({ kind: 'pin', pin: Buffer.from('Kx7-quiet') });
  });

  test('取消 by the keyboard, yes, no and time-out are told apart', async () => {
    const cancelled = prompt().ask(newPin);
    await screen.waitForWindow('证书助手');
    await screen.press('Escape');
    expect(await cancelled).toEqual({ kind: 'cancelled' });

    const yes = prompt().ask({ kind: 'yes_no', facts, language: 'zh', question: 'read' });
    expect(await screen.waitForWindow('证书助手')).toBe('证书助手：请确认');
    // Return alone presses 取消.
    await screen.press('Tab', 'Return');
    expect(await yes).toEqual({ kind: 'yes' });

    const late = prompt(2).ask(newPin);
    expect(await late).toEqual({ kind: 'timed_out' });
  });

  test('a dialog that is no longer wanted goes away', async () => {
    const abort = new AbortController();
    const asked = prompt().ask({ ...newPin, signal: abort.signal });
    await screen.waitForWindow('证书助手');
    abort.abort();
    expect(await asked).toEqual({ kind: 'cancelled' });
    await screen.waitForNoWindow('证书助手');
  });

  test('no PIN and no fact is in any process’s arguments or environment, and the parent’s environment is not handed on', async () => {
    process.env['JIESUO_TEST_MARK'] = 'a-mark-of-the-parent';
    const asked = prompt().ask(newPin);
    await screen.waitForWindow('证书助手');
    await screen.type(PIN);
    await sleep(200);
    const own = dialogs();
    expect(own).toHaveLength(1);
    for (const { cmdline, environ } of own) {
      expect(cmdline).toBe(`${PROGRAM}\0`);
      for (const secret of [PIN, '窗前的猫', facts.subscriber, 'a-mark-of-the-parent'])
        expect(environ).not.toContain(secret);
    }
    await screen.press('Escape');
    expect(await asked).toEqual({ kind: 'cancelled' });
    delete process.env['JIESUO_TEST_MARK'];
  });

  test('a screen that is not there is unavailable, in words', async () => {
    const environment = { ...screen.environment, DISPLAY: ':4711' };
    expect(await createPinentry({ path: PROGRAM, environment, personal: () => ({}) }).ask(newPin)).toEqual({
      kind: 'unavailable',
      reason: 'program_fault',
    });
  });
});

/** The dialog programs that this very process started. */
function dialogs() {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((id) => {
      try {
        const cmdline = readFileSync(`/proc/${id}/cmdline`, 'utf8');
        const isOwn = readFileSync(`/proc/${id}/status`, 'utf8').includes(`PPid:\t${process.pid}\n`);
        return isOwn && cmdline.includes('pinentry')
          ? [{ cmdline, environ: readFileSync(`/proc/${id}/environ`, 'utf8') }]
          : [];
      } catch {
        return [];
      }
    });
}
