import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * pcscd and its virtual reader for the tests named `*.pcscd.test.ts`. vpcd listens on every address, so both live in a
 * network namespace of their own; we reach pcscd by its unix socket. One pcscd a machine: whoever comes second waits. Root only.
 */
export interface PcscLane {
  /** Puts the card whose state is in that file into a reader; gives the function that takes it out. */
  insert(stateFile: string, port?: number): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

const SOCKET = '/run/pcscd/pcscd.comm';
/** Says when it is its turn, looks round once more before it begins, and lets the next one begin when it ends. */
const alone = `exec 9> "$1" && flock 9 && echo turn && read -r _ && exec unshare -n sh -c 'ip link set lo up && exec pcscd --foreground'`;
/** One card in one of vpcd's readers until it is killed; run inside pcscd's network namespace. */
const program = `
  import { readFileSync } from 'node:fs';
  const [cards, file, port] = process.argv.slice(1);
  const { attachToVpcd, createCard, parseCardState } = await import(cards);
  const card = createCard(parseCardState(JSON.parse(readFileSync(file, 'utf8'))));
  const { detached } = await attachToVpcd(card, { port: Number(port) });
  console.log('in');
  await detached;`;

/**
 * @param cards file of @jiesuo/card's entry; the bridge itself never imports it.
 * @throws Error when a pcscd that is no test's is running, or does not come up within 10 s.
 */
export async function startPcscd(cards: string): Promise<PcscLane> {
  const daemon = spawn('sh', ['-c', alone, 'sh', join(tmpdir(), 'jiesuo-pcscd.lock')], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  await Promise.race([once(daemon.stdout, 'data'), once(daemon, 'exit')]);
  if (await isListening()) {
    await stop(daemon);
    throw new Error('a pcscd is running on this machine; stop it first');
  }
  daemon.stdin.end('\n');
  for (let tries = 0; !(await isListening()); tries += 1) {
    if (tries > 100 || daemon.exitCode !== null) {
      await stop(daemon);
      throw new Error('pcscd does not come up');
    }
    await sleep(100);
  }
  return {
    async insert(stateFile, port = 35_963) {
      const parameters = [
        '-t',
        String(daemon.pid),
        '-n',
        process.execPath,
        '--input-type=module',
        '-e',
        program,
        cards,
        stateFile,
        String(port),
      ];
      const card = spawn('nsenter', parameters, { stdio: ['ignore', 'pipe', 'inherit'] });
      await new Promise<void>((resolve, reject) => {
        card.stdout.once('data', () => resolve());
        card.once('exit', () => reject(new Error('the card could not be put in')));
      });
      return () => stop(card);
    },
    close: () => stop(daemon),
  };
}

function isListening(): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(SOCKET);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) {
      resolve();
      return;
    }
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}
