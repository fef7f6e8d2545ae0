import type { Context } from '../context.ts';
import type { Judged } from './judge/verdict.ts';
import type { Reading } from './read/reading.ts';

const place = (column: 'reading' | 'result', id: string) => `document_checks.${column}_sealed:${id}`;

/** Names and numbers of persons stand in both: sealed like every other. What we sealed we wrote, so its shape is known. */
export const sealReading = (ctx: Context, id: string, reading: Reading): string =>
  ctx.personal.seal(place('reading', id), JSON.stringify(reading));
export const openReading = (ctx: Context, id: string, sealed: string): Reading =>
  JSON.parse(ctx.personal.open(place('reading', id), sealed)) as Reading;
export const sealResult = (ctx: Context, id: string, judged: Judged): string =>
  ctx.personal.seal(place('result', id), JSON.stringify(judged));
export const openResult = (ctx: Context, id: string, sealed: string): Judged =>
  JSON.parse(ctx.personal.open(place('result', id), sealed)) as Judged;
