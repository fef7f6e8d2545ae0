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

/** Durable records in one file (0600 by its folder): a killed process, or a power cut, loses nothing that was put. */
export function openRecords(path: string): Records {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const file = new DatabaseSync(path);
  file.exec('pragma journal_mode = wal; pragma synchronous = full');
  file.exec(
    'create table if not exists kept (seq integer primary key, kind text not null, id text not null, value text not null, unique (kind, id))',
  );
  const one = file.prepare('select value from kept where kind = ? and id = ?');
  const all = file.prepare('select value from kept where kind = ? order by seq');
  const put = file.prepare(
    'insert into kept (kind, id, value) values (?, ?, ?) on conflict (kind, id) do update set value = excluded.value',
  );
  const drop = file.prepare('delete from kept where kind = ? and id = ?');
  let depth = 0;

  return {
    of(kind, shape) {
      const read = (row: Record<string, unknown>) => shape.parse(JSON.parse(String(row.value)));
      return {
        get(id) {
          const row = one.get(kind, id);
          return row && read(row);
        },
        put: (id, value) => void put.run(kind, id, JSON.stringify(value)),
        drop: (id) => void drop.run(kind, id),
        list: () => all.all(kind).map(read),
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
        throw error;
      } finally {
        depth = 0;
      }
    },
    close: () => file.close(),
  };
}
