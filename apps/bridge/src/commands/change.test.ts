import { seal } from '@jiesuo/ceremony';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openModels } from '../drivers/open.ts';
import { createTurns } from '../drivers/turns.ts';
import type { Prompt, PromptAnswer, PromptRequest } from '../prompt/prompt.ts';
import { createChange } from './change.ts';
import { layOut, type Ukeys, USER_PIN } from './test-ukeys.ts';

const NEW_PIN = 'Quiet-2468';
let ukeys: Ukeys;
beforeEach(async () => {
  ukeys = await layOut('JSA');
  ukeys.desk.plug('JSA');
});
afterEach(() => ukeys.close());

/** A person at the system's dialogs, as a script. */
function scripted(...answers: PromptAnswer[]) {
  const asked: PromptRequest[] = [];
  const prompt: Prompt = {
    ask: (request) => {
      asked.push(request);
      return Promise.resolve(answers.shift() ?? { kind: 'cancelled' });
    },
  };
  return { prompt, asked };
}
async function opened(where: 'window' | 'native' = 'window', prompt = scripted().prompt) {
  const { driver } = ukeys;
  const models = openModels();
  const watch = { forget: () => {} };
  const change = createChange({
    config: { prompt: where },
    drivers: [driver],
    inTurn: createTurns(),
    models,
    watch,
    prompt,
  });
  const { id, sealKey } = await change.begin();
  const [slot = expect.unreachable()] = (await driver.list()).slots;
  const view = await change.choose(slot.id);
  const type = async (...texts: string[]) =>
    change.pin(await seal('pin', Buffer.from(sealKey, 'base64url'), Buffer.from(texts.join('\0')), id));
  return { change, view, type };
}
async function triesLeft(): Promise<number | undefined> {
  const [slot = expect.unreachable()] = (await ukeys.driver.list()).slots;
  const ukey = await ukeys.driver.connect(slot.id);
  const { user } = await ukey.tries();
  await ukey.release();
  return user?.left;
}
async function opensWith(pin: string): Promise<boolean> {
  const [slot = expect.unreachable()] = (await ukeys.driver.list()).slots;
  const ukey = await ukeys.driver.connect(slot.id);
  const outcome = await ukey.verifyPin(Buffer.from(pin));
  await ukey.release();
  return outcome === 'right';
}

test('the right old PIN is replaced by the new one, and nothing else is changed', async () => {
  const { view, type } = await opened();
  expect(view).toMatchObject({ stage: 'form', serial: 'JSA', triesLeft: 6, min: 8, max: 16, needsYes: false });
  expect(await type(USER_PIN, NEW_PIN, NEW_PIN)).toMatchObject({ stage: 'changed', serial: 'JSA' });
  expect(await opensWith(NEW_PIN)).toBe(true);
});

describe('no try is spent', () => {
  test.each([
    ['a new PIN against the rules', [USER_PIN, '12345678', '12345678'], 'run'],
    ['a short one', [USER_PIN, 'Ab-12', 'Ab-12'], 'too_short'],
    ['two that differ', [USER_PIN, NEW_PIN, 'Quiet-2469'], 'differ'],
    ['the old PIN as the new one', [USER_PIN, USER_PIN, USER_PIN], 'same'],
    ['an empty old PIN', ['', NEW_PIN, NEW_PIN], 'alphabet'],
    ['too many fields', [USER_PIN, NEW_PIN, NEW_PIN, 'x'], 'alphabet'],
  ])('on %s', async (_, texts, fault) => {
    const { type } = await opened();
    expect(await type(...texts)).toMatchObject({ stage: 'form', fault, triesLeft: 6 });
    expect(await triesLeft()).toBe(6);
  });
  test('on a last try without a second yes, and one on each yes', async () => {
    const { change, type } = await opened();
    for (let left = 5; left >= 1; left -= 1)
      expect(await type('Wrong-1357', NEW_PIN, NEW_PIN)).toMatchObject({ fault: 'old_wrong', triesLeft: left });
    const asked = { stage: 'form', triesLeft: 1, needsYes: true };
    expect(await type('Wrong-1357', NEW_PIN, NEW_PIN)).toMatchObject(asked);
    expect(await type(USER_PIN, NEW_PIN, NEW_PIN)).toMatchObject(asked);
    expect(await triesLeft()).toBe(1);
    expect(change.risk()).toMatchObject({ needsYes: false });
    expect(await type(USER_PIN, NEW_PIN, NEW_PIN)).toMatchObject({ stage: 'changed' });
  });
  test('by a window that chose no UKey', async () => {
    const { driver } = ukeys;
    const change = createChange({
      config: { prompt: 'window' },
      drivers: [driver],
      inTurn: createTurns(),
      models: [],
      watch: { forget: () => {} },
      prompt: scripted().prompt,
    });
    expect(change.mayLook()).toBe(false);
    await expect(change.choose('virtual-1')).rejects.toThrow('ended');
    await expect(change.pin(new Uint8Array(100))).rejects.toThrow('ended');
    expect(() => change.risk()).toThrow('ended');
  });
});

test('a wrong last try locks, and the way out is said', async () => {
  const { change, type } = await opened();
  for (let left = 5; left >= 1; left -= 1) await type('Wrong-1357', NEW_PIN, NEW_PIN);
  change.risk();
  expect(await type('Wrong-1357', NEW_PIN, NEW_PIN)).toMatchObject({ stage: 'stopped', isUnsure: false });
  const { view } = await opened();
  expect(view).toMatchObject({ stage: 'stopped', said: { zh: expect.stringContaining('锁定') as unknown } });
});

test('a UKey pulled meanwhile is said, and no PIN was sent', async () => {
  const { type } = await opened();
  ukeys.desk.unplug('JSA');
  expect(await type(USER_PIN, NEW_PIN, NEW_PIN)).toMatchObject({ stage: 'stopped', isUnsure: false });
});

describe('in the system’s dialogs', () => {
  const typed = (text: string): PromptAnswer => ({ kind: 'pin', pin: Buffer.from(text) });
  test('the old PIN is asked once and the new one as in a reset; the window takes none', async () => {
    const { prompt, asked } = scripted(typed(USER_PIN), typed(NEW_PIN));
    const { change, type } = await opened('native', prompt);
    await expect(type(USER_PIN, NEW_PIN, NEW_PIN)).rejects.toThrow('origin');
    expect(await change.ask('zh')).toMatchObject({ stage: 'changed' });
    expect(asked.map(({ kind }) => kind)).toEqual(['old_pin', 'new_pin']);
    expect(await opensWith(NEW_PIN)).toBe(true);
  });
  test('cancel is an answer like any other, and spends nothing', async () => {
    for (const answers of [[], [typed(USER_PIN)]]) {
      const { change } = await opened('native', scripted(...answers).prompt);
      expect(await change.ask('en')).toMatchObject({ stage: 'form', trouble: 'cancelled', triesLeft: 6 });
    }
    expect(await opensWith(USER_PIN)).toBe(true);
  });
  test('the last try needs its own yes', async () => {
    const { type } = await opened();
    for (let left = 5; left >= 1; left -= 1) await type('Wrong-1357', NEW_PIN, NEW_PIN);
    const no = scripted({ kind: 'cancelled' });
    expect(await (await opened('native', no.prompt)).change.ask('zh')).toMatchObject({ trouble: 'cancelled' });
    expect(no.asked.map(({ kind }) => kind)).toEqual(['yes_no']);
    expect(await triesLeft()).toBe(1);
    const yes = scripted({ kind: 'yes' }, typed(USER_PIN), typed(NEW_PIN));
    expect(await (await opened('native', yes.prompt)).change.ask('zh')).toMatchObject({ stage: 'changed' });
  });
});
