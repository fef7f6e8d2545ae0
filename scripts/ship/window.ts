import { build, type Plugin } from 'vite';
import { type Asset, collectAssets, DOCUMENT_PATH } from '../../apps/bridge/src/assets/assets.ts';

const PREFIX = '\0window:';

/**
 * The window's files as the bridge serves them in a checkout, all of them text, with the modules that were tested there made into one:
 * a browser asks for one script instead of some eighty. @returns JSON, a list of [path, {type, text}].
 */
export async function windowAsset(): Promise<string> {
  const assets = collectAssets();
  const document = assets.get(DOCUMENT_PATH)?.bytes.toString() ?? '';
  const entry = /<script type="module" src="([^"]+)">/.exec(document)?.[1] ?? '';
  const type = assets.get(entry)?.type;
  if (type === undefined) throw new Error('the window’s document names no script of the window');
  const text = document.replaceAll(/<link rel="modulepreload"[^>]*>/g, '');
  const others = [...assets].filter(([path, asset]) => path !== DOCUMENT_PATH && asset.type !== type);
  const whole = new Map<string, Asset>([
    ...others,
    [entry, { type, bytes: Buffer.from(await oneScript(entry, assets)) }],
    [DOCUMENT_PATH, { type: assets.get(DOCUMENT_PATH)?.type ?? '', bytes: Buffer.from(text) }],
  ]);
  return JSON.stringify(
    [...whole].map(([path, { type: kind, bytes }]) => [path, { type: kind, text: bytes.toString() }]),
  );
}

async function oneScript(entry: string, assets: ReadonlyMap<string, Asset>): Promise<string> {
  const scripts: string[] = [];
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    plugins: [
      served(assets),
      {
        name: 'ship:window-script',
        generateBundle(_, output) {
          for (const one of Object.values(output)) if (one.type === 'chunk') scripts.push(one.code);
        },
      },
    ],
    build: {
      write: false,
      target: 'es2022',
      minify: false,
      lib: { entry, formats: ['es'], fileName: 'window' },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  const [script, ...more] = scripts;
  if (script === undefined || more.length > 0) throw new Error(`one script was expected, not ${scripts.length}`);
  return script;
}

/** Modules come from what the bridge serves, and from nowhere else. What they would ask of Node leads nowhere, as it does in a browser. */
function served(assets: ReadonlyMap<string, Asset>): Plugin {
  return {
    name: 'ship:served',
    enforce: 'pre',
    resolveId(id, importer) {
      const base = importer?.startsWith(PREFIX) ? importer.slice(PREFIX.length) : '/';
      const path = id.startsWith('/') || id.startsWith('.') ? new URL(id, `http://window${base}`).pathname : id;
      return assets.has(path) ? PREFIX + path : { id, external: true };
    },
    load: (id) => (id.startsWith(PREFIX) ? assets.get(id.slice(PREFIX.length))?.bytes.toString() : undefined),
  };
}
