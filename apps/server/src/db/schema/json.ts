import type { ColumnType } from 'kysely';

/** Reads as the parsed value; written as JSON text, because `pg` would take an array for a PostgreSQL array. */
export type Json<T> = ColumnType<T, string, string>;
export type JsonOrNull<T> = ColumnType<T | null, string | null | undefined, string | null>;
