import pg from 'pg';
import type { DatabaseWatch } from '../../metrics/database.ts';
import { migrate } from '../migrate.ts';
import { type OpenDatabase, openDatabase } from '../open.ts';

let counter = 0;

/** A migrated database named `name` on the server at `url`, to copy from. */
export async function makeTemplate(url: string, name: string): Promise<void> {
  await onServer(url, `create database ${name}`);
  const opened = await openDatabase({ databaseUrl: urlOf(url, name), poolSize: 1 });
  try {
    await migrate(opened);
  } finally {
    await opened.close();
  }
}

/** A database of its own, copied from the template (or empty without one), dropped when closed. */
export async function openCopy(
  url: string,
  template?: string,
  watch?: DatabaseWatch,
): Promise<OpenDatabase & { readonly url: string }> {
  counter += 1;
  const name = `jiesuo_test_${process.pid}_${counter}_${Date.now().toString(36)}`;
  await onServer(url, `create database ${name} template ${template ?? 'template0'}`);
  const own = urlOf(url, name);
  const opened = await openDatabase({ databaseUrl: own, poolSize: 6, watch });
  const close = async () => {
    await opened.close();
    await onServer(url, `drop database if exists ${name} with (force)`);
  };
  return { ...opened, url: own, close };
}

export async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function urlOf(url: string, database: string): string {
  return url.replace(/^(postgres(?:ql)?:\/\/[^/?]*)(?:\/[^?]*)?/, `$1/${database}`);
}
