import { canonical } from '../write.ts';

/** A leaf's row as the database has it; times to the microsecond and details as text, so that no change hides in rounding. */
export interface LeafRow {
  readonly id: string;
  readonly ca_id: string;
  /** 2026-03-02T01:00:00.000000 in UTC. */
  readonly at: string;
  readonly actor: string;
  readonly operation: string;
  readonly subject: string | null;
  readonly entry: string;
  readonly detail: string;
  readonly leaf_hash: Buffer;
}

/** The columns that do not say what the hashed entry says; `entry` when it is not one that this product writes. */
export function columnsThatDiffer(row: LeafRow): string[] {
  let entry: Record<string, unknown>;
  try {
    entry = JSON.parse(row.entry) as Record<string, unknown>;
    if (canonical(entry) !== row.entry) return ['entry'];
  } catch {
    return ['entry'];
  }
  const told = {
    id: row.id === entry['id'],
    ca_id: row.ca_id === entry['ca'],
    at: `${row.at.slice(0, -3)}Z` === entry['at'] && row.at.endsWith('000'),
    actor: row.actor === entry['actor'],
    operation: row.operation === entry['operation'],
    subject: row.subject === entry['subject'],
    detail: row.detail === jsonbText(entry['detail']),
  };
  return Object.entries(told).flatMap(([column, isSame]) => (isSame ? [] : [column]));
}

/** As PostgreSQL writes a jsonb value: keys by their length in bytes, then by their bytes; a space behind each colon and comma. */
export function jsonbText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(jsonbText).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const keyed = Object.entries(value).map(([key, held]) => ({ key: Buffer.from(key), held }));
  keyed.sort((a, b) => a.key.length - b.key.length || Buffer.compare(a.key, b.key));
  return `{${keyed.map(({ key, held }) => `${JSON.stringify(key.toString())}: ${jsonbText(held)}`).join(', ')}}`;
}
