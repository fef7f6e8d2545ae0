import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { desktopOf, dialogEnvironment, findPinentries } from './desktop.ts';
import { createPinentry } from './pinentry.ts';
import type { PromptRequest } from './prompt.ts';

const facts = { portal: 'https://reset.example.cn', ca: '示例CA', subscriber: '示例\nSETOK 公司' };
const newPin: PromptRequest = { kind: 'new_pin', facts, language: 'zh', min: 8, max: 16 };
const read: PromptRequest = { kind: 'yes_no', facts, language: 'zh', question: 'read' };
const environment = { DISPLAY: ':99', PATH: '/usr/bin:/bin', SECRET_OF_PARENT: 'x', LD_PRELOAD: '' };

/** A dialog program as a script: what it answers to each command; it notes all that it was told, its arguments and environment. */
function program(answers: string, greeting = 'OK Pleased to meet you') {
  const folder = mkdtempSync(join(tmpdir(), 'pinentry-'));
  const path = join(folder, 'pinentry');
  const notes = join(folder, 'notes');
  writeFileSync(
    path,
    `#!${process.execPath}
const { appendFileSync } = require('node:fs');
const note = (text) => appendFileSync(${JSON.stringify(notes)}, text + '\\n');
note(JSON.stringify([process.argv.slice(2), process.env]));
const say = (text) => process.stdout.write(text);
const die = () => process.exit(3);
say(${JSON.stringify(`${greeting}\n`)});
let asked = 0;
require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
  note(line);
  const name = line.split(' ')[0];
  if (name === 'BYE') process.exit(0);
  if (name === 'GETPIN') asked += 1;
  const answer = (${answers})[name];
  if (answer === undefined) say('OK\\n');
  else if (typeof answer === 'function') answer(asked);
  else say(answer);
});
`,
  );
  chmodSync(path, 0o700);
  return {
    prompt: createPinentry({ path, environment, personal: () => ({ phrase: '窗前的猫' }), seconds: 1 }),
    notes: () => readFileSync(notes, 'utf8'),
  };
}
const text = (answer: unknown) =>
  typeof answer === 'object' && answer !== null && 'pin' in answer ? String(answer.pin) : answer;

describe('what the person does', () => {
  test('a PIN that the dialog compared itself is taken at once', async () => {
    const { prompt, notes } = program(`{ GETPIN: 'S PIN_REPEATED\\nD Kx7-quiet\\nOK\\n' }`);
    expect(text(await prompt.ask(newPin))).toBe('Kx7-quiet');
    expect(notes()).toContain('SETDESC 您的安全短语：窗前的猫%0A发证机构：示例CA%0A客户名称：示例 SETOK 公司%0A');
    expect(notes()).not.toMatch(/SECRET_OF_PARENT|LD_PRELOAD|^SETOK 公司/m);
  });
  test('where the dialog has one field it is asked twice, until both are the same', async () => {
    const { prompt, notes } = program(
      `{ SETREPEAT: 'ERR 83886353 Unknown IPC command\\n', GETPIN: (n) => say('D ' + ['', 'one-try', 'another', 'Kx7-quiet', 'Kx7-quiet'][n] + '\\nOK\\n') }`,
    );
    expect(text(await prompt.ask(newPin))).toBe('Kx7-quiet');
    expect(notes().match(/^GETPIN/gm)).toHaveLength(4);
    expect(notes()).toMatch(/SETERROR 两次输入的密码不一致/);
  });
  test.each([
    ['取消', 83886179],
    ['the closed dialog', 83886278],
    ['no', 83886194],
  ])('%s is an answer like any other', async (_, code) => {
    const { prompt } = program(`{ GETPIN: 'ERR ${code} x\\n', CONFIRM: 'ERR ${code} x\\n' }`);
    expect(await prompt.ask(newPin)).toEqual({ kind: 'cancelled' });
    expect(await prompt.ask(read)).toEqual({ kind: 'cancelled' });
  });
  test('yes is yes, and nobody there is neither', async () => {
    expect(await program('{}').prompt.ask(read)).toEqual({ kind: 'yes' });
    expect(await program(`{ CONFIRM: 'ERR 83886142 Timeout\\n' }`).prompt.ask(read)).toEqual({ kind: 'timed_out' });
  });
  test('a dialog whose window went away is taken away', async () => {
    const { prompt } = program('{ GETPIN: () => {} }');
    const abort = new AbortController();
    const asked = prompt.ask({ ...newPin, signal: abort.signal });
    setTimeout(() => abort.abort(), 300);
    expect(await asked).toEqual({ kind: 'cancelled' });
    expect(await prompt.ask({ ...newPin, signal: abort.signal })).toEqual({ kind: 'cancelled' });
  });
});

describe('a program that is broken or hostile is unavailable, and nothing worse', () => {
  const fault = { kind: 'unavailable', reason: 'program_fault' };
  test.each([
    ['greets with an error', '{}', 'ERR 1 no'],
    ['greets with nonsense', '{}', 'hello'],
    ['refuses the text', `{ SETDESC: 'ERR 1 no\\n' }`],
    ['dies when asked', '{ GETPIN: die }'],
    ['asks back', `{ GETPIN: 'INQUIRE SECRET\\n' }`],
    ['answers twice', `{ GETPIN: 'OK\\nOK\\n' }`],
    [
      'answers without end',
      `{ GETPIN: () => { for (let i = 0; i < 100; i += 1) say('D ' + 'x'.repeat(900) + '\\n'); } }`,
    ],
    ['has no terminal to ask on', `{ GETPIN: 'ERR 83918950 Inappropriate ioctl for device\\n' }`],
  ])('one that %s', async (_, answers, greeting?: string) => {
    expect(await program(answers, greeting).prompt.ask(newPin)).toEqual(fault);
  });
  test('one that hangs, past its own time and ours', { timeout: 15_000 }, async () => {
    expect(await program('{ GETPIN: () => {} }').prompt.ask(newPin)).toEqual(fault);
  });
  test('none at all, and no session to show it in', async () => {
    const personal = () => ({});
    expect(await createPinentry({ path: '/nowhere/pinentry', environment, personal }).ask(newPin)).toEqual({
      kind: 'unavailable',
      reason: 'no_program',
    });
    if (desktopOf({}) === undefined)
      expect(await createPinentry({ environment: {}, personal }).ask(newPin)).toEqual({
        kind: 'unavailable',
        reason: 'no_session',
      });
  });
});

describe('which program', () => {
  const folder = mkdtempSync(join(tmpdir(), 'path-'));
  const put = (name: string, mode: number) => {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), '#!/bin/sh\n');
    chmodSync(join(folder, name), mode);
  };
  put('pinentry-qt', 0o755);
  put('pinentry-gtk-2', 0o755);
  put('pinentry-gnome3', 0o757);
  put('pinentry-curses', 0o755);
  test('graphical ones for a desktop, best first; one that everybody may write is none', () => {
    expect(findPinentries({ display: ':0' }, undefined, { PATH: `.:${folder}` })).toEqual([
      join(folder, 'pinentry-gtk-2'),
      join(folder, 'pinentry-qt'),
    ]);
  });
  test('a terminal has the one for terminals', () => {
    expect(findPinentries({ terminal: '/dev/pts/1' }, undefined, { PATH: folder })).toEqual([
      join(folder, 'pinentry-curses'),
    ]);
  });
  test('the configured one stands alone', () => {
    expect(findPinentries({ display: ':0' }, join(folder, 'pinentry-qt'), { PATH: folder })).toEqual([
      join(folder, 'pinentry-qt'),
    ]);
    expect(findPinentries({ display: ':0' }, join(folder, 'pinentry-gnome3'), { PATH: folder })).toEqual([]);
  });
  test('it gets the session and nothing else of the bridge’s environment', () => {
    expect(
      dialogEnvironment({
        DISPLAY: ':0',
        LD_PRELOAD: '/tmp/x.so',
        GTK_MODULES: 'x',
        QT_PLUGIN_PATH: '/tmp',
        LANG: 'C',
      }),
    ).toEqual({
      DISPLAY: ':0',
      PATH: '/usr/bin:/bin',
      LC_ALL: 'C.UTF-8',
      TERM: 'dumb',
    });
  });
});
