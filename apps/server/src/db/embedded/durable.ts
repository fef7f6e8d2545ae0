import { fsyncSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

interface Stream {
  readonly nfd?: number;
}
interface NodeFsModule {
  readonly NODEFS?: { readonly stream_ops?: { fsync?: (stream: Stream) => number } };
}

/** How often the engine really asked the operating system to keep what it wrote. */
export const fsyncs = { count: 0 };

/**
 * PGlite's NodeFS has no fsync: what PostgreSQL believes to be on disk is lost with the power. This one has it.
 * `mod.NODEFS` is not public API, so PGlite's version is pinned exactly, and a missing hook stops the start.
 */
class DurableNodeFS extends NodeFS {
  override async init(...[pglite, given]: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const made = await super.init(pglite, given);
    const hook = (mod: NodeFsModule) => {
      const operations = mod.NODEFS?.stream_ops;
      if (!operations) throw new Error('the embedded database has no place for the fsync hook');
      operations.fsync = (stream) => {
        if (stream.nfd !== undefined) {
          fsyncSync(stream.nfd);
          fsyncs.count += 1;
        }
        return 0;
      };
    };
    const before = (made.emscriptenOpts.preRun ?? []) as ((mod: NodeFsModule) => void)[];
    return {
      emscriptenOpts: { ...made.emscriptenOpts, preRun: [...before, hook] as typeof made.emscriptenOpts.preRun },
    };
  }
}

/** Opens a directory so that a commit that was answered survives the loss of power. @throws when the hook does not work. */
export async function openDurable(dir: string): Promise<PGlite> {
  const pglite = await PGlite.create({
    fs: new DurableNodeFS(dir),
    startParams: [
      ...PGlite.defaultStartParams.filter((p) => p !== '-F'),
      '-c',
      'fsync=on',
      '-c',
      'wal_sync_method=fsync',
      '-c',
      'timezone=UTC',
    ],
  });
  const before = fsyncs.count;
  await pglite.exec("select pg_logical_emit_message(true, 'start', '')");
  if (fsyncs.count === before) {
    await pglite.close();
    throw new Error('the embedded database does not sync its writes to the disk');
  }
  return pglite;
}
