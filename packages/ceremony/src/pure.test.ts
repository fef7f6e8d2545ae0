import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const here = new URL('./', import.meta.url);
const modules = readdirSync(here).filter(
  (name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'vectors.ts',
);
const sources = new Map(
  modules.map((name) => [
    name,
    readFileSync(new URL(name, here), 'utf8')
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .replace(/\/\/.*$/gm, ''),
  ]),
);
const importsOf = (name: string): string[] =>
  [...(sources.get(name) ?? '').matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)].map((found) => found[1] ?? '');
const users = (word: RegExp): string[] => [...sources].filter(([, source]) => word.test(source)).map(([name]) => name);

test('the reader of sources finds what it looks for', () => {
  expect(modules).toContain('server.ts');
  expect(users(/\bcreateCipheriv\b/)).toEqual(['seam.ts']);
  expect(importsOf('seal.ts')).toEqual(['@hpke/core']);
});

test('no module but the seam reaches into Node', () => {
  const reaching = modules.filter((name) => importsOf(name).some((from) => from.startsWith('node:')));
  expect(reaching).toEqual(['seam.ts']);
  expect(users(/\b(?:process|require|__dirname)\b|\bimport\.meta\b/)).toEqual([]);
});

test('no module has a clock: time is an argument', () => {
  expect(
    users(/\bDate\.now\b|\bnew Date\(\s*\)|\bDate\(\)|\bperformance\b|\bsetTimeout\b|\bsetInterval\b|\bsetImmediate\b/),
  ).toEqual([]);
});

test('no module has a network or a store', () => {
  expect(users(/\bfetch\b|\bWebSocket\b|\bXMLHttpRequest\b|\bEventSource\b|\blocalStorage\b|\bindexedDB\b/)).toEqual(
    [],
  );
});

test('no module draws lots but where keys are made', () => {
  expect(users(/\bMath\.random\b|\brandomBytes\b|\bgetRandomValues\b|\brandomUUID\b/)).toEqual([]);
  expect(users(/\bgenerateKeyPair(?:Sync)?\b/).toSorted()).toEqual(['seal.ts', 'seam.ts']);
});

test('the machines import neither keys nor signatures', () => {
  const reach = (name: string, seen = new Set<string>()): Set<string> => {
    for (const from of importsOf(name)) {
      const file = from.replace('./', '');
      if (!from.startsWith('./') || seen.has(file)) continue;
      seen.add(file);
      reach(file, seen);
    }
    return seen;
  };
  for (const machine of ['server.ts', 'bridge.ts']) expect([...reach(machine)]).not.toContain('seal.ts');
  // What a browser loads (`exports` of package.json) must load without Node.
  expect([...reach('messages.ts')]).toEqual(['profile.ts']);
  expect([...reach('seal.ts')]).toEqual([]);
});
