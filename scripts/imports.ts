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
 * Which of these modules are the product: all that can be reached from `entries`, or from a module that nothing imports and that is
 * no test (a program, a worker). The rest serves tests alone.
 */
export function productModules(modules: ReadonlyMap<string, string>, entries: readonly string[]): ReadonlySet<string> {
  const targets = new Map<string, string[]>();
  for (const [path, source] of modules) {
    const inner = importsOf(source).filter(({ from }) => from.startsWith('.'));
    targets.set(
      path,
      inner.map(({ from }) => join(path, '..', from)),
    );
  }
  const imported = new Set([...targets.values()].flat());
  const roots = [...modules.keys()].filter((path) => !imported.has(path) && !/\.test\.tsx?$/.test(path));
  const found = new Set([...entries, ...roots]);
  for (const path of found) for (const target of targets.get(path) ?? []) found.add(target);
  return found;
}
