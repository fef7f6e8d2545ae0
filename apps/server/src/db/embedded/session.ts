import { Worker } from 'node:worker_threads';
import pg from 'pg';
import { parameterText, parserFor } from '../parsers.ts';
import type { Answer, Ask, RawFault, RawResult, WorkerStart } from './messages.ts';

export interface Rows {
  readonly rows: Record<string, unknown>[];
  readonly affectedRows: number;
  readonly command: string;
}

/** The single session of an embedded database that lives in a worker thread. Questions are answered in the order they were asked. */
export interface Session {
  /** Without parameters `sql` may hold several statements; one result each. @throws pg.DatabaseError when PostgreSQL refuses. */
  query(sql: string, parameters?: readonly unknown[]): Promise<Rows[]>;
  /** The data directory as a tar archive. */
  snapshot(): Promise<ArrayBuffer>;
  /** How many fsync calls the engine made since it started. */
  fsyncs(): Promise<number>;
  close(): Promise<void>;
}

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

const endsWithinMs = 2_000;

/** @param onLost told once when the thread ended without being closed: nothing can be written any more. */
export async function startSession(start: WorkerStart, onLost?: (error: Error) => void): Promise<Session> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: start,
    name: 'database',
    execArgv: [],
  });
  const waiting: Waiting[] = [];
  let ended: Error | undefined;
  let isClosing = false;

  worker.on('message', (answer: Answer) => {
    const first = waiting.shift();
    if ('fault' in answer) first?.reject(errorOf(answer.fault));
    else first?.resolve(answer);
  });
  const end = (error: Error) => {
    if (ended) return;
    ended = error;
    for (const { reject } of waiting.splice(0)) reject(error);
    if (!isClosing) onLost?.(error);
  };
  worker.on('error', (error) => end(error instanceof Error ? error : new Error(String(error))));
  worker.on('exit', () => end(new Error('the embedded database has stopped')));

  const expect = () => new Promise<Answer>((resolve, reject) => waiting.push({ resolve, reject }));
  const ask = (question: Ask): Promise<Answer> => {
    if (ended) return Promise.reject(ended);
    const answer = expect();
    worker.postMessage(question);
    return answer;
  };

  isClosing = true;
  await expect();
  isClosing = false;
  return {
    async query(sql, parameters = []) {
      const answer = await ask({ kind: 'query', sql, parameters: parameters.map(parameterText) });
      return 'results' in answer ? answer.results.map(readRows) : [];
    },
    async snapshot() {
      const answer = await ask({ kind: 'snapshot' });
      if (!('snapshot' in answer)) throw new Error('the embedded database gave no snapshot');
      return answer.snapshot;
    },
    async fsyncs() {
      const answer = await ask({ kind: 'fsyncs' });
      return 'count' in answer ? answer.count : 0;
    },
    async close() {
      isClosing = true;
      const gone = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
      if (ended) return;
      await ask({ kind: 'close' });
      // A thread that ends by itself is not torn down in the middle of its engine's own work; one that hangs is.
      const timer = setTimeout(() => void worker.terminate(), endsWithinMs);
      await gone;
      clearTimeout(timer);
    },
  };
}

function readRows(raw: RawResult): Rows {
  const parsers = raw.fields.map((field) => parserFor(field.oid));
  const rows = raw.rows.map((texts) => {
    const row: Record<string, unknown> = {};
    for (const [i, field] of raw.fields.entries()) {
      const text = texts[i];
      row[field.name] = text === null || text === undefined ? null : parsers[i]?.(text);
    }
    return row;
  });
  return { rows, affectedRows: raw.affectedRows, command: raw.command };
}

function errorOf(fault: RawFault): Error {
  if (fault.fields['code'] === undefined) return new Error(fault.message);
  return Object.assign(new pg.DatabaseError(fault.message, 0, 'error'), fault.fields);
}
