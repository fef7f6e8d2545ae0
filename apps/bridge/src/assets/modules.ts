import { readFileSync } from 'node:fs';
import { createRequire, stripTypeScriptTypes } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';

/** A folder whose modules may be served, under which path, and what may be asked for by a bare name. */
export interface ModuleRoot {
  readonly folder: string;
  readonly path: string;
  /** The bare specifier → entry file in `folder`; undefined for the window's own folder. */
  readonly name?: string;
  readonly entry: string;
}

const require = createRequire(import.meta.url);
const packageFolder = (name: string, from = require) => dirname(from.resolve(`${name}/package.json`));

/** Everything the window's script is made of. Nothing outside these folders, and of them only what is imported, is served. */
function moduleRoots(): readonly ModuleRoot[] {
  const seal = require.resolve('@jiesuo/ceremony/seal');
  const diagnosis = require.resolve('@jiesuo/diagnosis');
  const fromSeal = createRequire(seal);
  const core = packageFolder('@hpke/core', fromSeal);
  const common = packageFolder('@hpke/common', createRequire(join(core, 'package.json')));
  return [
    { folder: join(import.meta.dirname, '..', 'window'), path: '/window/script/', entry: 'window.ts' },
    { name: '@jiesuo/diagnosis', folder: dirname(diagnosis), path: '/window/diagnosis/', entry: 'index.ts' },
    { name: '@jiesuo/ceremony/seal', folder: dirname(seal), path: '/window/ceremony/', entry: 'seal.ts' },
    { name: '@hpke/core', folder: join(core, 'esm'), path: '/window/hpke-core/', entry: 'mod.js' },
    { name: '@hpke/common', folder: join(common, 'esm'), path: '/window/hpke-common/', entry: 'mod.js' },
  ];
}

/** A static import or re-export, at the start of a line. */
const IMPORT = /^((?:import|export)\s(?:[^'"`;]*?\sfrom\s*)?)(['"])([^'"\n]+)\2/gm;

/** What the window loads while it already talks to the portal. In the packages they name Node's modules, and lead nowhere in a browser. */
const LATER = /\bimport\('(\.[^'\n]+)'\)/g;

/**
 * Follows the imports from the first root's entry.
 * @returns URL path → JavaScript, in the order in which a browser meets them.
 * @throws Error for an import of something outside the roots.
 */
export function collectModules(roots: readonly ModuleRoot[] = moduleRoots()): ReadonlyMap<string, string> {
  const modules = new Map<string, string>();
  const [own] = roots;
  if (own === undefined) return modules;
  const waiting = [{ root: own, file: join(own.folder, own.entry) }];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { root, file } = next;
    const path = pathOf(root, file);
    if (modules.has(path)) continue;
    const source = javascript(file).replace(IMPORT, (_, head: string, quote: string, name: string) => {
      const target = find(name, root, file, roots);
      waiting.push(target);
      return `${head}${quote}${pathOf(target.root, target.file)}${quote}`;
    });
    modules.set(path, source);
    for (const [, name = ''] of root === own ? source.matchAll(LATER) : []) waiting.push(find(name, root, file, roots));
  }
  return modules;
}

function javascript(file: string): string {
  const source = readFileSync(file, 'utf8');
  return file.endsWith('.ts') ? stripTypeScriptTypes(source) : source;
}

function find(name: string, root: ModuleRoot, file: string, roots: readonly ModuleRoot[]) {
  if (!name.startsWith('.')) {
    const target = roots.find((r) => r.name === name);
    if (target === undefined) throw new Error(`the window may not import ${name}`);
    return { root: target, file: join(target.folder, target.entry) };
  }
  const found = resolve(dirname(file), name);
  if (!found.startsWith(root.folder + sep)) throw new Error(`the window may not import ${name}`);
  return { root, file: found };
}

const pathOf = (root: ModuleRoot, file: string) => root.path + relative(root.folder, file).split(sep).join('/');
