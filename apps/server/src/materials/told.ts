import { during } from '../traces/traces.ts';
import type { Watch } from '../traces/watch.ts';
import type { Files } from './files.ts';

/** The same files, with every put, get and remove told of; never which file. */
export function tellOfFiles(files: Files, { metrics, traces }: Watch): Files {
  async function told<T>(act: 'put' | 'get' | 'remove', run: () => Promise<T>): Promise<T> {
    const startedAt = performance.now();
    let isDone = false;
    try {
      const result = await during(traces, 'files', { act }, run);
      isDone = true;
      return result;
    } finally {
      metrics.stored(act, isDone ? 'ok' : 'failed', (performance.now() - startedAt) / 1000);
    }
  }
  return {
    ...files,
    put: (...given) => told('put', () => files.put(...given)),
    get: (...given) => told('get', () => files.get(...given)),
    remove: (...given) => told('remove', () => files.remove(...given)),
  };
}
