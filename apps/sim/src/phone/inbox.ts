import { closeSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { syncFolder, writeAll } from '../disk/atomic.ts';

export const message = z.strictObject({
  id: z.string().min(1).max(100),
  to: z.string().regex(/^1[3-9]\d{9}$/),
  template: z.string().min(1).max(60),
  text: z.string().min(1).max(1000),
});
const kept = z.strictObject({ ...message.shape, at: z.iso.datetime() });
export type Message = z.output<typeof message>;
export type KeptMessage = z.output<typeof kept>;

export interface Inbox {
  /** Keeps a message durably before it returns. @returns `stored`, `known` (the same again), or `differs` (same id, other message: not kept). */
  store(message: Message, at: Date): 'stored' | 'known' | 'differs';
  /** Newest first; of one number, or of all. */
  list(to?: string): KeptMessage[];
  close(): void;
}

/** Messages in one file, a line of JSON each, only ever appended. */
export function openInbox(path: string): Inbox {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const file = openSync(path, 'a+', 0o600);
  const text = readFileSync(path, 'utf8');
  // A killed process may leave half a line, whose message was never acknowledged.
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole.length < text.length) ftruncateSync(file, Buffer.byteLength(whole));
  syncFolder(dirname(path));
  const messages = new Map<string, KeptMessage>();
  for (const line of whole.split('\n')) {
    if (line === '') continue;
    const one = kept.parse(JSON.parse(line));
    messages.set(one.id, one);
  }

  return {
    store(given, at) {
      const known = messages.get(given.id);
      if (known)
        return known.to === given.to && known.text === given.text && known.template === given.template
          ? 'known'
          : 'differs';
      const one = { ...given, at: at.toISOString() };
      writeAll(file, `${JSON.stringify(one)}\n`);
      fsyncSync(file);
      messages.set(one.id, one);
      return 'stored';
    },
    list(to) {
      return [...messages.values()].filter((one) => to === undefined || one.to === to).reverse();
    },
    close: () => closeSync(file),
  };
}
