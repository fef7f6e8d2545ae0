import { readFileSync, writeSync } from 'node:fs';
import { z } from 'zod';
import { showDialog } from './show.ts';

const text = z.string().max(4096);
const input = z.strictObject({
  seconds: z.number().int().min(1).max(3600),
  dialog: z.strictObject({
    title: text,
    text,
    warning: text.optional(),
    fields: z.array(text).max(2),
    differ: text,
    ok: text,
    cancel: text,
    image: text.optional(),
  }),
});

/** `bridge show-dialog`: what to show on standard input, the answer on standard output. @returns the exit code. */
export function runShowDialog(): number {
  const { dialog, seconds } = input.parse(JSON.parse(readFileSync(0, 'utf8')));
  const { warning, image, ...rest } = dialog;
  const answer = showDialog(
    { ...rest, ...(warning === undefined ? {} : { warning }), ...(image === undefined ? {} : { image }) },
    seconds,
  );
  writeSync(1, answer);
  answer.fill(0);
  return 0;
}
