import { parentPort, workerData } from 'node:worker_threads';
import { PGlite, type Results } from '@electric-sql/pglite';
import { fsyncs, openDurable } from './durable.ts';
import type { Answer, Ask, RawFault, RawResult, WorkerStart } from './messages.ts';

// A thread of its own: PGlite runs a query on the event loop that called it, and the server's must stay free.
const port = parentPort;
if (!port) throw new Error('this file runs as a worker thread');

const asText = (text: string) => text;
const serializers = { 17: asText };

try {
  const pglite = await open(workerData as WorkerStart);
  for (const oid of Object.keys(pglite.parsers)) pglite.parsers[oid] = asText;
  pglite.serializers[17] = serializers[17];
  port.on('message', (ask: Ask) => {
    answer(pglite, ask).then(
      (said) => {
        port.postMessage(said);
        // Nothing more is asked: the thread ends by itself.
        if ('closed' in said) port.close();
      },
      (error: unknown) => port.postMessage({ fault: faultOf(error) } satisfies Answer),
    );
  });
  port.postMessage({ results: [] } satisfies Answer);
} catch (error) {
  port.postMessage({ fault: faultOf(error) } satisfies Answer);
  port.close();
}

async function open({ dir, snapshot }: WorkerStart): Promise<PGlite> {
  if (dir !== undefined) return openDurable(dir);
  const startParams = [...PGlite.defaultStartParams, '-c', 'timezone=UTC'];
  return PGlite.create(snapshot ? { startParams, loadDataDir: new Blob([snapshot]) } : { startParams });
}

async function answer(pglite: PGlite, ask: Ask): Promise<Answer> {
  switch (ask.kind) {
    case 'query': {
      // As in `pg`: without parameters the simple protocol, which takes several statements.
      const results = ask.parameters.length
        ? [await pglite.query<unknown[]>(ask.sql, [...ask.parameters], { rowMode: 'array' })]
        : await pglite.exec(ask.sql, { rowMode: 'array' });
      return { results: results.map(rawOf) };
    }
    case 'snapshot':
      return { snapshot: await (await pglite.dumpDataDir('none')).arrayBuffer() };
    case 'fsyncs':
      return { count: fsyncs.count };
    case 'close':
      await pglite.close();
      return { closed: true };
  }
}

function rawOf(result: Results<unknown> & { readonly command?: string }): RawResult {
  return {
    fields: result.fields.map((field) => ({ name: field.name, oid: field.dataTypeID })),
    rows: result.rows as (string | null)[][],
    affectedRows: result.affectedRows ?? 0,
    command: result.command ?? '',
  };
}

function faultOf(error: unknown): RawFault {
  if (!(error instanceof Error)) return { message: String(error), fields: {} };
  const fields: Record<string, string> = {};
  for (const name of [
    'code',
    'severity',
    'detail',
    'hint',
    'schema',
    'table',
    'column',
    'dataType',
    'constraint',
    'where',
  ] as const) {
    const value = (error as Error & Record<string, unknown>)[name];
    if (typeof value === 'string') fields[name] = value;
  }
  return { message: error.message, fields };
}
