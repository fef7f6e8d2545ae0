import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const SOCKET = '/run/pcscd/pcscd.comm';
const VPCD_PORT = 35_963;
const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin'];
const hasProgram = (name: string) => folders.some((folder) => existsSync(join(folder, name)));

/** Why the journey over pcscd cannot be made here, or undefined. @throws Error when CI=true: a lane must not be missed in silence. */
export function whyNoPcscd(): string | undefined {
  const missing = [
    !hasProgram('pcscd') && 'pcscd',
    globSync('/usr/lib/pcsc/drivers/serial/libifdvpcd.so*').length === 0 && 'vpcd',
    !(hasProgram('unshare') && hasProgram('ip') && process.getuid?.() === 0) && 'network namespaces (root, iproute2)',
  ].filter((name) => name !== false);
  if (missing.length === 0) return undefined;
  if (process.env['CI'] === 'true') throw new Error(`CI needs ${missing.join(', ')}`);
  return `missing: ${missing.join(', ')}`;
}

/** A real pcscd with vpcd's reader. vpcd listens on every address, so both live in a network of their own (apps/bridge: test-lane). */
export interface Pcscd {
  /** Where a virtual UKey is handed to vpcd's reader from outside. */
  readonly port: number;
  close(): Promise<void>;
}

/** vpcd sends length and command apart: without this each command waits 40 ms for an acknowledgement that is delayed. */
const quickAck = 'ip route replace table local local 127.0.0.1 dev lo proto kernel scope host src 127.0.0.1 quickack 1';

/** Says when it is its turn, looks round once more before it begins, and lets the next one begin when it ends. */
const alone = `exec 9> "$1" && flock 9 && echo turn && read -r _ && exec unshare -n sh -c 'ip link set lo up && ${quickAck} && exec pcscd --foreground'`;

/** Run inside pcscd's network: carries bytes between a unix socket, which all networks share, and vpcd. */
const carrier = `
  import { connect } from 'node:net';
  const [path, port] = process.argv.slice(1);
  const [outside, vpcd] = [connect(path), connect({ host: '127.0.0.1', port: Number(port) })];
  for (const socket of [outside, vpcd]) socket.on('error', () => process.exit(1)).on('close', () => process.exit(0));
  outside.pipe(vpcd).pipe(outside);`;

/** One pcscd a machine: whoever comes second waits. @throws Error when one that is no test's is running, or does not come up within 10 s. */
export async function startPcscd(): Promise<Pcscd> {
  const daemon = spawn('sh', ['-c', alone, 'sh', join(tmpdir(), 'jiesuo-pcscd.lock')], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, PATH: folders.join(delimiter) },
  });
  await Promise.race([once(daemon.stdout, 'data'), once(daemon, 'exit')]);
  if (await isListening()) {
    daemon.kill();
    throw new Error('a pcscd is running on this machine; stop it first');
  }
  daemon.stdin.end('\n');
  const folder = mkdtempSync(join(tmpdir(), 'pcscd-'));
  const carriers = new Set<ChildProcess>();
  const inner = createServer();
  const outer = createServer((ukey) => {
    inner.once('connection', (inside) => pair(ukey, inside));
    const program = ['-t', `${daemon.pid}`, '-n', process.execPath, '--input-type=module', '-e', carrier];
    const child = spawn('nsenter', [...program, join(folder, 'ukey'), `${VPCD_PORT}`], { stdio: 'ignore' });
    carriers.add(child);
    child.once('exit', () => ukey.destroy());
  });
  const close = async () => {
    inner.close();
    outer.close();
    await Promise.all([...carriers, daemon].map(stop));
    rmSync(folder, { recursive: true, force: true });
  };
  await new Promise<void>((resolve) => inner.listen(join(folder, 'ukey'), resolve));
  await new Promise<void>((resolve) => outer.listen(0, '127.0.0.1', resolve));
  for (let tries = 0; !(await isListening()); tries += 1) {
    if (tries > 100 || daemon.exitCode !== null) {
      await close();
      throw new Error('pcscd does not come up');
    }
    await sleep(100);
  }
  return { port: (outer.address() as { port: number }).port, close };
}

function pair(one: Socket, other: Socket): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.on('error', () => undefined);
    from.on('close', () => to.destroy());
    from.pipe(to);
  }
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
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}
