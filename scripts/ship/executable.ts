import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fileOf, obtain } from './packages.ts';
import { POSTJECT } from './systems.ts';

const run = promisify(execFile);

/** Where Node looks for what was put into it, and the word by which it sees that there is something (node_sea.cc). */
const RESOURCE = 'NODE_SEA_BLOB';
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

/**
 * What is put into a Node: the program and its assets, as the running Node writes them. Only for a Node of the same version and width.
 * NODE_OPTIONS has no say in the shipped program: it could name a script to run first.
 */
export async function makeBlob(code: string, assets: ReadonlyMap<string, string>): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'jiesuo-ship-'));
  try {
    const at = (name: string) => join(folder, name);
    writeFileSync(at('program.cjs'), code);
    for (const [name, text] of assets) writeFileSync(at(name), text);
    // Names alone: a path would stand in the program, another each time.
    const config = {
      main: 'program.cjs',
      output: 'blob',
      disableExperimentalSEAWarning: true,
      useSnapshot: false,
      useCodeCache: false,
      execArgvExtension: 'none',
      assets: Object.fromEntries([...assets.keys()].map((name) => [name, name])),
    };
    writeFileSync(at('sea.json'), JSON.stringify(config));
    await run(process.execPath, ['--experimental-sea-config', 'sea.json'], { cwd: folder });
    return readFileSync(at('blob'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const INJECT = `const [api, program, blob] = process.argv.slice(1);
require(api).inject(program, '${RESOURCE}', require('node:fs').readFileSync(blob), { sentinelFuse: '${FUSE}' });`;

/** A Node with that blob in it. */
export async function makeExecutable(node: Buffer, blob: Buffer): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'jiesuo-ship-'));
  try {
    const [api, program, data] = ['api.cjs', 'program', 'blob'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    writeFileSync(program, node, { mode: 0o755 });
    writeFileSync(data, blob);
    writeFileSync(api, fileOf(await obtain('postject', POSTJECT), 'dist/api.js'));
    // In a process of its own: it fills the screen with notes on sections that no longer have names, and gigabytes of memory.
    await run(process.execPath, ['-e', INJECT, api, program, data]);
    return readFileSync(program);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const GUI = 2;

/** Windows gives a console program a console window; the bridge starts at log-in and has none. @throws Error for what is no PE file. */
export function withoutConsole(executable: Buffer): Buffer {
  const header = executable.readUInt32LE(0x3c);
  if (executable.toString('latin1', header, header + 4) !== 'PE\0\0') throw new Error('not a Windows executable');
  const copy = Buffer.from(executable);
  // IMAGE_OPTIONAL_HEADER.Subsystem: the same place in 32 and 64 bits.
  copy.writeUInt16LE(GUI, header + 24 + 68);
  return copy;
}
