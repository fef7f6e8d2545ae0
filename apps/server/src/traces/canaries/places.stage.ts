import { readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Trial } from '../../trial.ts';

const bytesMost = 8 * 1024 * 1024;

/** Everything in a folder, by its path; bytes as they are. What is not there any more says nothing. */
export function filesIn(folder: string, isWanted: (path: string) => boolean = () => true): Map<string, string> {
  const found = new Map<string, string>();
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!isWanted(path)) continue;
    try {
      const at = join(folder, path);
      const about = statSync(at);
      if (about.isFile() && about.size <= bytesMost) found.set(`file ${path}`, readFileSync(at, 'utf8'));
    } catch {
      // Gone between the list and the look.
    }
  }
  return found;
}

/** Files that somebody left in the system's temporary folder since then, ours or another's. */
export function leftSince(time: number): Map<string, string> {
  const found = new Map<string, string>();
  for (const name of readdirSync(tmpdir()))
    try {
      const at = join(tmpdir(), name);
      const about = statSync(at);
      if (about.isFile() && about.mtimeMs >= time && about.size <= bytesMost)
        found.set(`temporary ${name}`, readFileSync(at, 'utf8'));
    } catch {
      // Another's, or gone.
    }
  return found;
}

/** How this process and its children show themselves to everybody on the machine. */
export function titles(): string {
  const lines = [process.title, process.argv.join(' ')];
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
    try {
      const parent = /^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
      if (Number(pid) === process.pid || Number(parent) === process.pid)
        lines.push(readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '));
    } catch {
      // Ended meanwhile.
    }
  return lines.join('\n');
}

/** Every row of every table as JSON, by table. */
export async function rowsOf(t: Trial): Promise<Map<string, string>> {
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public' order by tablename`.execute(t.ctx.db);
  const found = new Map<string, string>();
  for (const { name } of rows) {
    const told = await sql<{
      row: string;
    }>`select row_to_json(each)::text as row from ${sql.table(name)} as each`.execute(t.ctx.db);
    found.set(`table ${name}`, told.rows.map(({ row }) => row).join('\n'));
  }
  return found;
}
