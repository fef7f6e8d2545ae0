import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Card, createCard, createDesk, issueCard, issueDemoCa, serveCards } from '@jiesuo/card';
import { expect, test } from 'vitest';

const PIN = 'Abcd-1357';
const CLEAR = '801c';

test('a bridge that is killed leaves no UKey logged in, and no child behind', async () => {
  const uscc = '91110000100000000X';
  const { state } = issueCard({
    ca: issueDemoCa(),
    kind: 'rsa',
    company: '示例公司',
    uscc,
    userPin: PIN,
    serial: 'JSK',
  });
  const heard: string[] = [];
  const card = listened(createCard(state), heard);
  const desk = createDesk([card]);
  desk.plug('JSK');
  const server = await serveCards({ desk, port: 0 });
  const bridge = spawn(process.execPath, [join(import.meta.dirname, 'test-bridge.ts'), String(server.port), PIN], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    const [said] = (await once(bridge.stdout, 'data')) as [Buffer];
    expect(said.toString().trim()).toBe('right');
    expect(heard).not.toContain(CLEAR);
    bridge.kill('SIGKILL');
    for (let tries = 0; desk.list()[0]?.isAttached && tries < 100; tries += 1) await sleep(50);
    // ClearSecureState came from the child, which outlived the bridge just long enough; then it gave the UKey back.
    expect(heard.at(-1)).toBe(CLEAR);
    expect(desk.list()).toMatchObject([{ isPlugged: true, isAttached: false }]);
  } finally {
    bridge.kill('SIGKILL');
    await server.close();
  }
});

/** Notes class and instruction of every command. */
const listened = (card: Card, heard: string[]): Card => ({
  ...card,
  get state() {
    return card.state;
  },
  get atr() {
    return card.atr;
  },
  apdu(bytes) {
    heard.push(Buffer.from(bytes.subarray(0, 2)).toString('hex'));
    return card.apdu(bytes);
  },
});
