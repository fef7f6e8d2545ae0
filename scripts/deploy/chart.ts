import { parse, stringify } from 'yaml';

/*
 * As much of Helm's template language as this project's chart uses: values, `if`, `range`, `quote`, `default`, `printf "%s"`, `toYaml`, `nindent`.
 * Anything else is an error: the chart stays simple enough to be rendered without Helm.
 */

interface Scope {
  readonly root: Readonly<Record<string, unknown>>;
  readonly dot: unknown;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The documents of one template. @throws Error for what is not understood, and for a value that is not there. */
export function render(template: string, root: Readonly<Record<string, unknown>>): unknown[] {
  // A dash eats the blanks on its side.
  const parts = template
    .replace(/\s*\{\{-/g, '{{')
    .replace(/-\}\}\s*/g, '}}')
    .split(/(\{\{.*?\}\})/s);
  const [text, rest] = block(parts, { root, dot: root, variables: {} });
  if (rest.length > 0) throw new Error(`a block too many ends before: ${rest.join('').slice(0, 80)}`);
  return text.trim() === '' ? [] : [parse(text) as unknown];
}

function block(parts: readonly string[], scope: Scope): [text: string, rest: readonly string[]] {
  let text = '';
  let rest = parts;
  while (rest.length > 0) {
    const [part = '', ...after] = rest;
    rest = after;
    if (!part.startsWith('{{')) {
      text += part;
      continue;
    }
    const action = part.slice(2, -2).trim();
    if (action === 'end') return [text, ['{{end}}', ...rest]];
    const [, word, of_] = /^(if|range)\s+(.*)$/s.exec(action) ?? [];
    if (word === undefined || of_ === undefined) {
      text += String(valueOf(action, scope));
      continue;
    }
    const scopes = word === 'if' ? (valueOf(of_, scope) ? [scope] : []) : each(of_, scope);
    for (const one of scopes) text += block(rest, one)[0];
    rest = afterEnd(rest, action);
  }
  return [text, rest];
}

/** What stands behind the end of the block that begins here. */
function afterEnd(parts: readonly string[], action: string): readonly string[] {
  let depth = 1;
  for (const [at, part] of parts.entries()) {
    if (/^\{\{\s*(if|range)\s/.test(part)) depth++;
    if (/^\{\{\s*end\s*\}\}$/.test(part)) depth--;
    if (depth === 0) return parts.slice(at + 1);
  }
  throw new Error(`no end of ${action}`);
}

function each(of_: string, scope: Scope): Scope[] {
  const [, key, value, list] = /^\$(\w+), \$(\w+) := (.*)$/.exec(of_) ?? [];
  if (key === undefined || value === undefined || list === undefined)
    return (valueOf(of_, scope) as unknown[]).map((dot) => ({ ...scope, dot }));
  return Object.entries(valueOf(list, scope) as object).map(([name, one]) => ({
    ...scope,
    variables: { ...scope.variables, [key]: name, [value]: one as unknown },
  }));
}

function valueOf(pipe: string, scope: Scope): unknown {
  const [first = '', ...more] = pipe.split('|').map((one) => one.trim());
  return more.reduce((value, call) => apply(call, value, scope), read(first, scope));
}

function read(word: string, scope: Scope): unknown {
  const [, format, argument] = /^printf "(.*)" (\S+)$/.exec(word) ?? [];
  if (format !== undefined) return format.replace('%s', String(read(argument ?? '', scope)));
  if (word.startsWith('toYaml ')) return stringify(read(word.slice(7), scope)).trimEnd();
  if (word === '.') return scope.dot;
  if (/^\$\w+$/.test(word)) return scope.variables[word.slice(1)];
  if (!/^(\.\w+)+$/.test(word)) throw new Error(`not understood: ${word}`);
  let value: unknown = scope.root;
  for (const name of word.split('.').slice(1)) {
    value = (value as Record<string, unknown>)[name];
    if (value === undefined) throw new Error(`there is no ${word}`);
  }
  return value;
}

function apply(call: string, value: unknown, scope: Scope): unknown {
  const [name, argument = ''] = call.split(/\s+/);
  if (name === 'quote') return JSON.stringify(String(value));
  if (name === 'default') return value === '' ? read(argument, scope) : value;
  if (name === 'nindent') return `\n${String(value).replace(/^/gm, ' '.repeat(Number(argument)))}`;
  throw new Error(`not understood: ${call}`);
}
