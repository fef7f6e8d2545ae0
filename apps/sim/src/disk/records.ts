import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { z } from 'zod';

/** Things of one kind, by id. What `put` was given is on the disk before it returns. */
export interface Kept<T> {
  get(id: string): T | undefined;
  put(id: string, value: T): void;
  drop(id: string): void;
  /** Oldest first. */
  list(): T[];
}
export interface Records {
  of<T extends z.ZodType>(kind: string, shape: T): Kept<z.output<T>>;
  /** All that `work` puts and drops is kept, or nothing of it. May be nested. */
  atomically<R>(work: () => R): R;
  close(): void;
}

/**
 * Durable records in one file (0600 by its folder): a killed process, or a power cut, loses nothing that was put.
 * @param isThrowaway its folder is deleted in the end: power cuts may take it, kills may not, and it is ten times as fast.
 */
export function openRecords(path: string, isThrowaway = false): Records {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const file = new DatabaseSync(path);
  file.exec(`pragma journal_mode = wal; pragma synchronous = ${isThrowaway ? 'off' : 'full'}`);
  file.exec(
    'create table if not exists kept (seq integer primary key, kind text not null, id text not null, value text not null, unique (kind, id))',
  );
  const all = file.prepare('select id, value from kept where kind = ? order by seq');
  const put = file.prepare(
    'insert into kept (kind, id, value) values (?, ?, ?) on conflict (kind, id) do update set value = excluded.value',
  );
  const drop = file.prepare('delete from kept where kind = ? and id = ?');
  const reloads: (() => void)[] = [];
  let depth = 0;

  return {
    of(kind, shape) {
      type Value = z.output<typeof shape>;
      const values = new Map<string, Value>();
      const load = () => {
        values.clear();
        for (const { id, value } of all.all(kind)) values.set(String(id), shape.parse(JSON.parse(String(value))));
      };
      reloads.push(load);
      load();
      return {
        get: (id) => values.get(id),
        put(id, value) {
          put.run(kind, id, JSON.stringify(value));
          values.set(id, value);
        },
        drop(id) {
          drop.run(kind, id);
          values.delete(id);
        },
        list: () => [...values.values()],
      };
    },
    atomically(work) {
      if (depth > 0) return work();
      file.exec('begin immediate');
      depth = 1;
      try {
        const result = work();
        file.exec('commit');
        return result;
      } catch (error) {
        file.exec('rollback');
        for (const reload of reloads) reload();
        throw error;
      } finally {
        depth = 0;
      }
    },
    close: () => file.close(),
  };
}
