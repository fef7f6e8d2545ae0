import { leafHash } from '../../apps/server/src/audit/merkle/hash.ts';
import type { Personal } from '../../apps/server/src/personal/personal.ts';
import type { Catalogue } from './catalogue.ts';
import type { Template, TemplateRow } from './template.ts';

/** Which order it is, and whose. */
export interface Place {
  readonly n: number;
  readonly account: number;
  /** Milliseconds by which everything of it was earlier than the template's. */
  readonly earlierMs: number;
}
type Write = (place: Place) => string;
export type Line = { readonly table: string; readonly isShared: boolean; readonly write: Write };

const hex = (value: number, length: number) => value.toString(16).padStart(length, '0');
const firstMs = Date.UTC(2019, 0, 1);
/** A UUIDv7 of that row's number: of the same order everywhere, in the order of `n`. */
function idOf(row: number, n: number): string {
  const ms = hex(firstMs + n * 100, 12);
  return `${ms.slice(0, 8)}-${ms.slice(8)}-7${hex(row, 3)}-8000-${hex(n, 12)}`;
}

export const idOfAccount = (account: number): string => idOf(0, account);
export const numberOf = (n: number): string => `CA20190101${String(n).padStart(8, '0')}`;
export const serialOf = (n: number): string => `S${String(n).padStart(11, '0')}`;

/** What makes a line for COPY of each row of a template, with names of its own for whatever must not be there twice. */
export function compile(
  { rows }: Template,
  catalogue: Catalogue,
  personal: Pick<Personal, 'open' | 'seal'>,
  firstRow: number,
): readonly Line[] {
  const tokens = tokensOf(rows, catalogue, firstRow);
  const spelling = speller(tokens);
  return rows.map((row) => ({
    table: row.table,
    isShared: row.isShared,
    write: writerOf(row, catalogue, personal, spelling, tokens),
  }));
}

function tokensOf(rows: readonly TemplateRow[], catalogue: Catalogue, firstRow: number): ReadonlyMap<string, Write> {
  const tokens = new Map<string, Write>();
  for (const [at, { table, values }] of rows.entries()) {
    const key = catalogue.key(table);
    const id = key === undefined ? undefined : values.get(key);
    if (typeof id !== 'string' || tokens.has(id)) continue;
    const row = firstRow + at;
    const isUuid = catalogue.columns(table).some(({ name, type }) => name === key && type === 'uuid');
    if (table === 'accounts') tokens.set(id, ({ account }) => idOfAccount(account));
    else if (isUuid) tokens.set(id, ({ n }) => idOf(row, n));
    else tokens.set(id, ({ n }) => `${id.slice(0, 1)}S${n}_${row}`);
  }
  const text = (table: string, column: string) => rows.find((row) => row.table === table)?.values.get(column);
  const name = (value: unknown, write: Write) => typeof value === 'string' && value !== '' && tokens.set(value, write);
  name(text('orders', 'number'), ({ n }) => numberOf(n));
  name(text('orders', 'ukey_serial'), ({ n }) => serialOf(n));
  name(text('orders', 'fingerprint'), ({ n }) => hex(n, 64));
  name(text('admin_secrets', 'digest'), ({ n }) => hex(n, 64));
  name(text('orders', 'customer_name'), ({ account }) => `示例单位${account}`);
  return tokens;
}

/** Finds the tokens in a text and writes others in their place. */
const speller = (tokens: ReadonlyMap<string, Write>) => {
  const escaped = [...tokens.keys()].map((token) => token.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(`(${escaped.join('|')})`);
  return (text: string): Write | undefined => {
    const parts = text.split(pattern).map((part) => tokens.get(part) ?? part);
    if (parts.every((part) => typeof part === 'string')) return undefined;
    return (place) => {
      let whole = '';
      for (const part of parts) whole += typeof part === 'string' ? part : part(place);
      return whole;
    };
  };
};

function writerOf(
  row: TemplateRow,
  catalogue: Catalogue,
  personal: Pick<Personal, 'open' | 'seal'>,
  spelling: (text: string) => Write | undefined,
  tokens: ReadonlyMap<string, Write>,
): Write {
  const columns = catalogue.columns(row.table);
  const id = `${row.values.get(catalogue.key(row.table) ?? '') ?? ''}`;
  const written = new Map<string, string | Write>();
  const own = new Set<string>();
  for (const { name } of columns) {
    const value = row.values.get(name) ?? null;
    if (value === null) written.set(name, '\\N');
    else if (typeof value === 'number') written.set(name, ({ earlierMs }) => new Date(value - earlierMs).toISOString());
    else {
      const sealed = name.endsWith('_sealed') ? resealed(personal, `${row.table}.${name}:`, id, value) : undefined;
      const spelt = spelling(value);
      if (spelt) own.add(name);
      if (sealed) {
        const plain = spelling(sealed.plain) ?? (() => sealed.plain);
        written.set(name, (place) => personal.seal(sealed.place + (tokens.get(id)?.(place) ?? id), plain(place)));
      } else written.set(name, spelt ? (place) => escape(spelt(place)) : escape(value));
    }
  }
  if (row.table === 'audit_leaves') {
    const entry = spelling(`${row.values.get('entry')}`) ?? (() => `${row.values.get('entry')}`);
    written.set('leaf_hash', (place) => `\\\\x${leafHash(entry(place)).toString('hex')}`);
  }
  for (const columnsOfOne of catalogue.uniques(row.table)) {
    if (columnsOfOne.some((name) => own.has(name) || row.values.get(name) === null)) continue;
    const last = columnsOfOne.findLast((name) => columns.some((one) => one.name === name && one.type === 'text'));
    const value = last === undefined ? undefined : written.get(last);
    if (last !== undefined && typeof value === 'string') written.set(last, ({ n }) => `${value}-${n}`);
  }
  const cells = [...written.values()];
  return (place) => {
    let line = '';
    for (const cell of cells) line += `${line === '' ? '' : '\t'}${typeof cell === 'string' ? cell : cell(place)}`;
    return `${line}\n`;
  };
}

/** What a sealed column says, where it is sealed to its row's id as the house does. */
function resealed(personal: Pick<Personal, 'open'>, place: string, id: string, sealed: string) {
  try {
    return { place, plain: personal.open(place + id, sealed) };
  } catch {
    return undefined;
  }
}

const escape = (text: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
