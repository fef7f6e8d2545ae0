import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { drawers, environmentReaders, linesMax, parts, vaultUsers } from './houseRules.ts';
import { importsOf, productModules } from './imports.ts';
import { filesOf } from './tree.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const files: readonly string[] = filesOf(root);
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const isCode = (path: string) => /\.(ts|tsx|js|mjs)$/.test(path);
interface Manifest {
  readonly exports?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}
const manifestOf = (part: string) => JSON.parse(read(`${part}/package.json`)) as Manifest;

const modules = new Map(
  files.filter((path) => /^(apps|packages)\//.test(path) && isCode(path)).map((path) => [path, read(path)]),
);
const entries = Object.keys(parts).flatMap((part) =>
  Object.values(manifestOf(part).exports ?? {}).map((path) => join(part, path)),
);
const product = productModules(modules, entries);
/** Tests, what only tests import, and the build's own configuration may reach further. */
const isProduct = (path: string) => product.has(path) && !/\.config\.ts$|\/vectors\//.test(path);
const codeOf = (part: string) => files.filter((path) => path.startsWith(`${part}/`) && isCode(path));
const outside = (from: string) => !from.startsWith('.') && !from.startsWith('/') && !isBuiltin(from);
const isBuiltin = (from: string) => from.startsWith('node:') || builtinModules.includes(from);
const packageOf = (from: string) =>
  from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/');

/** An entry of the table covers the package and its inner paths, unless the table names an inner path. */
const isAllowed = (from: string, inner: readonly string[]) =>
  inner.includes(from) ||
  inner.some((one) => one === packageOf(from) && !inner.some((other) => other.startsWith(`${one}/`)));

test('the reader of imports sees every form of them, and no comment', () => {
  const source = [
    "import a, { type B } from 'one';",
    'import type { C } from "two";',
    "export * from 'three';",
    "import 'four';",
    "const five = await import('five');",
    "import {\n  six, // 'not this'\n} from 'six';",
    "// import x from 'comment';",
    "/* export * from 'comment'; */",
    "type T = import('seven').T;",
    "const url = 'http://not.a/comment'; import eight from 'eight';",
  ].join('\n');
  const names = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'];
  expect(importsOf(source).map((one) => one.from)).toEqual(names);
  expect(
    importsOf(source)
      .filter((one) => one.isTypeOnly)
      .map((one) => one.from),
  ).toEqual(['two']);
});

test('what only tests import serves tests; a program or worker that nothing imports is the product', () => {
  const given = new Map([
    ['a/main.ts', "import './used.ts';"],
    ['a/used.ts', ''],
    ['a/used.test.ts', "import './stage.ts'; import './used.ts'; import './index.ts';"],
    ['a/stage.ts', "import './props.ts';"],
    ['a/props.ts', "import type { Stage } from './stage.ts';"],
    ['a/index.ts', ''],
    ['a/worker.ts', ''],
  ]);
  const found = [...productModules(given, ['a/index.ts'])];
  expect(found.toSorted()).toEqual(['a/index.ts', 'a/main.ts', 'a/used.ts', 'a/worker.ts']);
});

test.each(Object.entries(parts))('%s imports only what the table lets it', (part, rule) => {
  const manifest = manifestOf(part);
  const own = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
  const faults: string[] = [];
  for (const path of codeOf(part).filter(isProduct)) {
    for (const { from } of importsOf(read(path))) {
      const isInner = from.startsWith('@jiesuo/');
      const isFine = !outside(from)
        ? !isBuiltin(from) || !rule.nodeOnly || rule.nodeOnly.some((one) => one.test(path))
        : isInner
          ? isAllowed(from, rule.inner)
          : rule.outer
            ? rule.outer.some((one) => one.test(from))
            : own.includes(packageOf(from));
      if (!isFine) faults.push(`${path} imports ${from}`);
    }
  }
  expect(faults).toEqual([]);
  expect(codeOf(part).length).toBeGreaterThan(0);
});

test.each(Object.entries(parts))('%s depends on nothing outside the table', (part, rule) => {
  const allowed = rule.inner.map(packageOf);
  const inner = Object.keys(manifestOf(part).dependencies ?? {}).filter((name) => name.startsWith('@jiesuo/'));
  expect(inner.filter((name) => !allowed.includes(name))).toEqual([]);
});

test('nothing reaches into another part by a path', () => {
  const faults: string[] = [];
  for (const part of Object.keys(parts))
    for (const path of codeOf(part).filter(isProduct))
      for (const { from } of importsOf(read(path)))
        if (from.startsWith('.') && !join(path, '..', from).startsWith(`${part}/`))
          faults.push(`${path} imports ${from}`);
  expect(faults).toEqual([]);
});

test('inside the server only the ceremonies and the import of UKeys open the vault', () => {
  const faults: string[] = [];
  for (const path of codeOf('apps/server').filter((one) => isProduct(one) && !vaultUsers.test(one))) {
    const source = read(path);
    if (importsOf(source).some(({ from }) => /(^|\/)vault\//.test(from))) faults.push(`${path} imports the vault`);
    if (/\bvault\s*\.\s*\w+\s*\(/.test(source)) faults.push(`${path} calls the vault`);
  }
  expect(faults).toEqual([]);
});

test('inside the server only config.ts reads the environment', () => {
  for (const [part, readers] of Object.entries(environmentReaders)) {
    const faults = codeOf(part).filter(
      (path) => isProduct(path) && !readers.test(path) && /\bprocess\s*\.\s*env\s*[.[]/.test(read(path)),
    );
    expect(faults).toEqual([]);
  }
});

test('the lock file names no address, so that no registry is bound into it', () => {
  expect(read('package-lock.json')).not.toMatch(/"resolved": "[a-z+]+:/);
});

test(`no file of code is longer than ${linesMax} lines`, () => {
  const code = files.filter((path) => isCode(path) || path.endsWith('.css'));
  const long = code.filter((path) => read(path).split('\n').length > linesMax + 1);
  expect(long).toEqual([]);
});

test('no folder is a drawer without a noun', () => {
  expect(files.filter((path) => drawers.test(path.slice(0, path.lastIndexOf('/') + 1)))).toEqual([]);
});
