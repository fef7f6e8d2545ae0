import { readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { build, type Plugin } from 'vite';
import { root } from '../tree.js';

/** What one bundled program is made from. */
export interface Bundling {
  /** Its entry, relative to the project. */
  readonly entry: string;
  readonly target: 'node24' | 'node22';
  /** From the bundled file's folder to the shipped folder. */
  readonly home: '.' | '..';
}

export interface Bundled {
  readonly code: string;
  /** Folders of the packages that are in it. */
  readonly packages: readonly string[];
}

/** Where the files lie that a module reads beside itself: under the shipped folder, by their paths in the project. */
export const RESOURCES = 'resources';

const WINDOW = 'apps/bridge/src/assets/assets.ts';
const pathOf = (file: string): string => relative(root, file).split(sep).join('/');

/**
 * One CommonJS file with everything in it but Node's own modules: a single executable can load nothing else.
 * @throws Error when a module asks for something that would not be there.
 */
export async function bundle({ entry, target, home }: Bundling): Promise<Bundled> {
  const { made, plugin } = collecting();
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    plugins: [places(home), koffiBeside(), windowInside(), plugin],
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: join(root, entry),
      write: false,
      target,
      minify: false,
      sourcemap: false,
      rolldownOptions: { output: { format: 'cjs', codeSplitting: false, entryFileNames: 'program.cjs' } },
    },
  });
  const { code, packages } = made();
  const left = /\bimport\.meta\b|\bcreateRequire\(/.exec(code);
  if (left !== null) throw new Error(`${entry}: ${left[0]} would find nothing once it is shipped`);
  return { code, packages };
}

/** What was made, kept in memory. */
function collecting() {
  const chunks: { readonly code: string; readonly moduleIds: readonly string[] }[] = [];
  const plugin: Plugin = {
    name: 'ship:collect',
    generateBundle(_, output) {
      for (const one of Object.values(output)) if (one.type === 'chunk') chunks.push(one);
    },
  };
  const made = (): Bundled => {
    const [chunk, ...more] = chunks;
    if (chunk === undefined || more.length > 0) throw new Error(`one file was expected, not ${chunks.length}`);
    const packages = chunk.moduleIds.flatMap((id) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id)?.[0] ?? []);
    return { code: chunk.code, packages: [...new Set(packages)].sort() };
  };
  return { made, plugin };
}

/** A module's own place becomes its place under the shipped folder. */
function places(home: Bundling['home']): Plugin {
  return {
    name: 'ship:places',
    enforce: 'pre',
    transform(code, id) {
      const file = id.split('?')[0] ?? '';
      if (!code.includes('import.meta.') || file.includes('node_modules')) return undefined;
      const path = JSON.stringify(`${RESOURCES}/${pathOf(file)}`);
      return code
        .replaceAll(/\bimport\.meta\.dirname\b/g, `shippedPlace(${path}, '..')`)
        .replaceAll(/\bimport\.meta\.filename\b/g, `shippedPlace(${path})`)
        .replaceAll(/\bimport\.meta\.url\b/g, `shippedUrl(${path})`);
    },
    renderChunk: (code) => `const shippedPlace = (...path) => require('node:path').join(__dirname, '${home}', ...path);
const shippedUrl = (path) => require('node:url').pathToFileURL(shippedPlace(path)).href;
${code}`,
  };
}

/**
 * koffi's library lies beside the executable and is loaded from there: unpacking it to a temporary folder at each start would let
 * whoever may write that folder put another one in its place.
 */
function koffiBeside(): Plugin {
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules', 'koffi', 'package.json'), 'utf8')) as {
    version: string;
  };
  return {
    name: 'ship:koffi',
    enforce: 'pre',
    resolveId: (id) => (id === 'koffi' ? '\0koffi' : undefined),
    load: (id) =>
      id === '\0koffi'
        ? `import { dirname, join } from 'node:path';
const native = { exports: {} };
process.dlopen(native, join(dirname(process.execPath), 'koffi.node'));
if (native.exports.version !== ${JSON.stringify(version)}) throw new Error('koffi.node is of another version');
export default native.exports;`
        : undefined,
  };
}

/** The window's files are made now, as the bridge itself would make them, and lie inside the executable. */
function windowInside(): Plugin {
  return {
    name: 'ship:window',
    enforce: 'pre',
    load: (id) =>
      pathOf(id) === WINDOW
        ? `import { getAsset } from 'node:sea';
export const DOCUMENT_PATH = '/window';
export const collectAssets = () =>
  new Map(
    JSON.parse(getAsset('window.json', 'utf8')).map(([path, { type, text }]) => [path, { type, bytes: Buffer.from(text) }]),
  );`
        : undefined,
  };
}
