import { join } from 'node:path';
import { root } from '../tree.js';
import { type Bundled, bundle } from './bundle.ts';
import { file, program, resources } from './contents.ts';
import { makeBlob, makeExecutable, withoutConsole } from './executable.ts';
import { leaflets, licences } from './leaflet.ts';
import { fileOf, obtain } from './packages.ts';
import { type Helper, KOFFI, NODE, type System } from './systems.ts';
import type { Entry } from './tar.ts';
import { windowAsset } from './window.ts';

interface Inside {
  readonly packages: Bundled['packages'];
  readonly blob: Buffer;
}

/** What every system's executable holds: the program and the window. */
export async function makeInside(): Promise<Inside> {
  const { code, packages } = await bundle({ entry: 'apps/bridge/src/ship/program.ts', target: 'node24', home: '.' });
  return { packages, blob: await makeBlob(code, new Map([['window.json', await windowAsset()]])) };
}

/** All files of one system's archive, the list of them left out. */
export async function contentsOf(
  system: System,
  { packages, blob }: Inside,
  config: Buffer | undefined,
): Promise<readonly Entry[]> {
  const node = await obtain(system.node.package, NODE);
  const koffi = await obtain(system.koffi.package, KOFFI);
  const made = await makeExecutable(fileOf(node, system.node.file), blob);
  return [
    program(system.program, system.archive === 'zip' ? withoutConsole(made) : made),
    file('koffi.node', fileOf(koffi, system.koffi.file)),
    ...(system.helper === undefined ? [] : await helperOf(system.helper)),
    ...resources(),
    ...(config === undefined ? [] : [file('bridge.json', config)]),
    ...leaflets(system),
    licences([...packages, join(root, 'node_modules/koffi/')]),
  ];
}

/** Not a single executable: what Node puts into one depends on the width of the machine that writes it. */
async function helperOf({ folder, node, koffi, program: name }: Helper): Promise<readonly Entry[]> {
  const { code } = await bundle({ entry: 'apps/bridge/src/ship/driver.ts', target: 'node22', home: '..' });
  const executable = fileOf(await obtain(node.package, node.version), node.file);
  return [
    program(`${folder}/${name}`, withoutConsole(executable)),
    file(`${folder}/koffi.node`, fileOf(await obtain(koffi.package, KOFFI), koffi.file)),
    file(`${folder}/driver.cjs`, code),
  ];
}
