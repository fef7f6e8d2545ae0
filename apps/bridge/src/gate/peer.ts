import { readFile } from 'node:fs/promises';
import type { Socket } from 'node:net';

const ESTABLISHED = '01';
const LOOPBACK_6 = '00000000000000000000000001000000';
const MAPPED = '0000000000000000FFFF0000';

/** Addresses as /proc/net/tcp and tcp6 write them: 32-bit words in the machine's (little-endian) order. */
function written(address: string, port: number): readonly string[] {
  const at = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  if (address === '::1') return [LOOPBACK_6 + at];
  const bytes = address.split('.').map(Number);
  if (bytes.length !== 4) return [];
  const word = Buffer.from(bytes.reverse()).toString('hex').toUpperCase();
  // A peer may have made its IPv4 connection from an IPv6 socket.
  return [word + at, MAPPED + word + at];
}

/**
 * The user whose socket is at the other end of a loopback connection, by the kernel's table.
 * @param table text of /proc/net/tcp and /proc/net/tcp6.
 * @returns undefined when no established socket is there.
 */
export function peerUser(
  table: string,
  peer: Pick<Socket, 'remoteAddress' | 'remotePort' | 'localAddress' | 'localPort'>,
): number | undefined {
  const theirs = written(peer.remoteAddress ?? '', peer.remotePort ?? 0);
  const ours = written(peer.localAddress ?? '', peer.localPort ?? 0);
  for (const line of table.split('\n')) {
    const [, local, remote, state, , , , user] = line.trim().split(/\s+/);
    if (local === undefined || remote === undefined || state !== ESTABLISHED) continue;
    if (theirs.includes(local) && ours.includes(remote)) return Number(user);
  }
  return undefined;
}

const judged = new WeakMap<Socket, Promise<boolean>>();

/**
 * Whether the connection comes from the bridge's own user: another person on this computer must not use his UKey.
 * True where the system does not tell (anything but Linux). Asked once for each connection.
 */
export function isOwnUser(socket: Socket): Promise<boolean> {
  const known = judged.get(socket);
  if (known !== undefined) return known;
  const verdict = judge(socket);
  judged.set(socket, verdict);
  return verdict;
}

async function judge(socket: Socket): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  const tables = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((path) => readFile(path, 'latin1').catch(() => undefined)),
  );
  if (tables.every((table) => table === undefined)) return true;
  return peerUser(tables.join('\n'), socket) === process.getuid?.();
}
