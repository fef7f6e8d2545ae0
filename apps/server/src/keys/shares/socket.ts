import { chmodSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { StartFault } from '../../startFault.ts';
import type { Gathering, Offered } from './gather.ts';

/** Only who owns the data directory reaches it: no port, no network. */
export const socketOf = (dataDir: string): string => join(dataDir, 'vault.sock');

/** A share is 80 characters. */
const lineBytesMost = 300;
const lineMsMost = 5_000;
const connectionsMost = 4;
/** Of `sockaddr_un` on Linux, without its ending zero. */
const pathBytesMost = 107;

/** Takes one share a connection. @throws {StartFault} when the path is too long for a socket, or cannot be made. */
export async function listenForShares(dataDir: string, gathering: Gathering): Promise<{ close(): void }> {
  const path = socketOf(dataDir);
  if (Buffer.byteLength(path) > pathBytesMost)
    throw new StartFault(`DATA_DIR 的路径太长，不能建立 ${path}`, `the path of DATA_DIR is too long for ${path}`);
  // The data directory is this process's alone: what lies there is of one that ended.
  rmSync(path, { force: true });
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    let line = '';
    socket.setTimeout(lineMsMost, () => socket.destroy());
    socket.setEncoding('utf8');
    socket.on('error', () => socket.destroy());
    socket.on('data', (text: string) => {
      line += text;
      if (line.length > lineBytesMost) socket.destroy();
      else if (line.includes('\n')) {
        const share = line;
        line = '';
        gathering.offer(share).then(
          (offered) => socket.end(`${JSON.stringify(offered)}\n`),
          () => socket.destroy(),
        );
      }
    });
  });
  server.maxConnections = connectionsMost;
  await new Promise<void>((done, fail) => {
    server.once('error', () => fail(new StartFault(`不能建立 ${path}`, `${path} cannot be made`)));
    server.listen(path, done);
  });
  chmodSync(path, 0o600);
  return {
    close() {
      server.close();
      rmSync(path, { force: true });
    },
  };
}

/** Gives one share to the sealed server of this data directory. @throws {StartFault} when there is none. */
export function offerShare(dataDir: string, share: string): Promise<Offered> {
  const path = socketOf(dataDir);
  return new Promise((done, fail) => {
    const none = () => fail(new StartFault('这里没有等待解封的服务器', 'no server waits to be unsealed here'));
    const socket = connect(path);
    let text = '';
    socket.setEncoding('utf8');
    socket.on('connect', () => socket.write(`${share.trim()}\n`));
    socket.on('data', (more: string) => (text += more));
    socket.on('error', none);
    socket.on('close', () => {
      try {
        done(JSON.parse(text) as Offered);
      } catch {
        none();
      }
    });
  });
}
