import { randomUUID } from 'node:crypto';
import { constants, mkdirSync, rmSync } from 'node:fs';
import { chmod, cp } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Context, Db } from '../context.ts';
import { noteBackup } from './note.ts';

/** The system's own limit for the name of a socket is 108 bytes. */
const pathBytesMost = 100;

/** Where a running server with the embedded database is asked for a copy; undefined where there can be no such socket. */
export function doorOf(dataDir: string): string | undefined {
  const path = join(dataDir, 'backup.sock');
  return process.platform === 'win32' || Buffer.byteLength(path) > pathBytesMost ? undefined : path;
}

/**
 * The embedded database has room for one process, which a backup must not stop: whoever may enter DATA_DIR connects here and gets the path of a
 * copy of the database's folder. It is made between two transactions, so that it is what a kill at that moment would leave, and is removed when
 * the connection ends. @returns what closes the door.
 */
export async function openDoor(ctx: Context): Promise<() => Promise<void>> {
  const {
    db,
    log,
    config: { dataDir },
  } = ctx;
  const copies = join(dataDir, 'backup');
  rmSync(copies, { recursive: true, force: true });
  const path = doorOf(dataDir);
  if (path === undefined) {
    log.warn({ dataDir }, 'the name of the data folder is too long for a socket: a backup needs the server stopped');
    return async () => undefined;
  }
  rmSync(path, { force: true });
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    const dir = join(copies, randomUUID());
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      open.delete(socket);
      rmSync(dir, { recursive: true, force: true });
    });
    // Nobody waits for the second: one copy at a time is enough for the disk too.
    if (open.size > 1) return void socket.end(`${JSON.stringify({ fault: 'busy' })}\n`);
    noteBackup(ctx)
      .then(() => copyDatabase(db, join(dataDir, 'db'), dir))
      .then(
        () => socket.write(`${JSON.stringify({ dir })}\n`),
        (error: unknown) => {
          log.warn({ err: error }, 'the database could not be copied for a backup');
          socket.end(`${JSON.stringify({ fault: 'failed' })}\n`);
        },
      );
  });
  await listen(server, path);
  await chmod(path, 0o600);
  return async () => {
    for (const socket of open) socket.destroy();
    await new Promise<void>((done) => server.close(() => done()));
    rmSync(copies, { recursive: true, force: true });
  };
}

async function copyDatabase(db: Db, from: string, dir: string): Promise<void> {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  // A connection is the only one there is: nothing else runs until it is given back.
  await db.connection().execute(async (session) => {
    await sql`checkpoint`.execute(session);
    await cp(from, join(dir, 'db'), { recursive: true, mode: constants.COPYFILE_FICLONE });
  });
}

const listen = (server: Server, path: string) =>
  new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(path, () => done());
  });
