import { join } from 'node:path/posix';

export interface Import {
  readonly from: string;
  readonly isTypeOnly: boolean;
}

/** `import …`, `export … from` at the start of a statement: between the keyword and `from` there is no quote and no semicolon. */
const stated = /(?:^|[\n;}])\s*(import|export)\s+(type\s+)?(?:[^'"`;()=]*?\bfrom\s*)?(['"])([^'"\n]+)\3/g;
/** `import('…')`, also as a type. */
const called = /(?<![.\w$])import\s*\(\s*(['"])([^'"\n]+)\1/g;

/** What a module imports, in its order; what stands in a comment does not count. */
export function importsOf(source: string): Import[] {
  const code = withoutComments(source);
  const found = [
    ...[...code.matchAll(stated)].map((hit) => ({
      at: hit.index,
      from: hit[4] ?? '',
      isTypeOnly: hit[2] !== undefined,
    })),
    ...[...code.matchAll(called)].map((hit) => ({ at: hit.index, from: hit[2] ?? '', isTypeOnly: false })),
  ];
  return found.sort((left, right) => left.at - right.at).map(({ from, isTypeOnly }) => ({ from, isTypeOnly }));
}

/** Strings and templates are kept: they hold the names that we look for. A `//` in a string is no comment. */
function withoutComments(source: string): string {
  const token = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g;
  return source.replace(token, (hit) => (hit.startsWith('/') ? ' ' : hit));
}

/**
 * Which of these modules serve tests alone: the tests, and whatever is imported by such modules only. Entries and workers,
 * which nothing imports, are the product's.
 */
export function testModules(modules: ReadonlyMap<string, string>): ReadonlySet<string> {
  const importers = new Map<string, string[]>();
  for (const [path, source] of modules)
    for (const { from } of importsOf(source)) {
      if (!from.startsWith('.')) continue;
      const target = join(path, '..', from);
      importers.set(target, [...(importers.get(target) ?? []), path]);
    }
  const found = new Set([...modules.keys()].filter((path) => /\.test\.tsx?$/.test(path)));
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const [path, by] of importers) if (by.every((one) => found.has(one))) found.add(path);
  }
  return found;
}
