/** What the main thread asks of the worker that holds the embedded database. One question at a time: PGlite has a single session. */
export type Ask =
  | { readonly kind: 'query'; readonly sql: string; readonly parameters: readonly (string | null)[] }
  | { readonly kind: 'snapshot' }
  | { readonly kind: 'fsyncs' }
  | { readonly kind: 'close' };

/** Rows as PostgreSQL's own text; the main thread parses them as it parses those of `pg`. */
export interface RawResult {
  readonly fields: readonly { readonly name: string; readonly oid: number }[];
  readonly rows: readonly (readonly (string | null)[])[];
  readonly affectedRows: number;
  readonly command: string;
}

export interface RawFault {
  readonly message: string;
  /** PostgreSQL's own fields (code, constraint, table…) when the database refused; empty when the engine broke. */
  readonly fields: Readonly<Record<string, string>>;
}

export type Answer =
  | { readonly results: readonly RawResult[] }
  | { readonly snapshot: ArrayBuffer }
  | { readonly count: number }
  | { readonly closed: true }
  | { readonly fault: RawFault };

export interface WorkerStart {
  /** Absent: in memory, nothing is kept. */
  readonly dir?: string;
  readonly snapshot?: ArrayBuffer;
}
