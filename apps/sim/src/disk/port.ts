import { z } from 'zod';
import type { Records } from './records.ts';

/**
 * Opens a server at `port`; for 0 at the free port that it had last time, so that whoever was told of it still finds it after a
 * restart, or at another one when that is taken by now.
 */
export async function atSamePort<T extends { readonly port: number }>(
  records: Records,
  name: string,
  port: number,
  listen: (port: number) => Promise<T>,
): Promise<T> {
  const kept = records.of('port', z.strictObject({ port: z.number() }));
  const last = kept.get(name)?.port;
  const opened = port === 0 && last !== undefined ? await listen(last).catch(() => listen(0)) : await listen(port);
  kept.put(name, { port: opened.port });
  return opened;
}
