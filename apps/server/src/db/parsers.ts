import pg from 'pg';

export type Parse = (text: string) => unknown;

const asText: Parse = (text) => text;

const TEXT_ARRAY: number = 1009;
const textArray = pg.types.getTypeParser(TEXT_ARRAY, 'text') as (text: string) => (string | null)[];

const own: Readonly<Record<number, Parse>> = {
  20: readInt8,
  1016: (text) => textArray(text).map((item) => (item === null ? null : readInt8(item))),
  1082: asText,
  1114: asText,
  1115: textArray,
  1182: textArray,
  1186: asText,
};

/**
 * The one reading of a PostgreSQL value's text on both engines: int8 → number, date → 'YYYY-MM-DD', timestamptz → Date, bytea → Buffer,
 * json and jsonb → parsed, numeric → string, arrays (of one dimension) → arrays. Dates stay text: a Date would be midnight somewhere, and a day off in Shanghai.
 */
export function parserFor(oid: number): Parse {
  return own[oid] ?? pg.types.getTypeParser(oid, 'text');
}

/** `types` for `pg`, which also asks for the binary format that we never request. */
export const pgTypes: pg.CustomTypesConfig = { getTypeParser: (oid: number) => parserFor(oid) as never };

/**
 * The text of a parameter, as `pg` writes it, for the embedded engine.
 * Objects become JSON and arrays become PostgreSQL arrays, so a jsonb array must arrive as JSON text on both engines.
 */
export function parameterText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array)
    return `\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`;
  if (Array.isArray(value)) return arrayText(value);
  if (typeof value === 'object') return JSON.stringify(value);
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  throw new TypeError(`a ${typeof value} cannot be a parameter`);
}

function arrayText(values: readonly unknown[]): string {
  const items = values.map((value) => {
    if (Array.isArray(value)) return arrayText(value);
    const text = parameterText(value);
    return text === null ? 'NULL' : `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
  });
  return `{${items.join(',')}}`;
}

function readInt8(text: string): number {
  const n = Number(text);
  if (!Number.isSafeInteger(n)) throw new RangeError('an int8 beyond 2^53 cannot be read as a number');
  return n;
}
