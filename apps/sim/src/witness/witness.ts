import type { Agenda } from '../clock/agenda.ts';
import type { Stand } from '../stand.ts';
import { dayOf } from '../trades/book.ts';

/** One call of a third party's library, and what it must come to. */
export interface Call {
  readonly sdk: string;
  readonly call: string;
  /** Does it and judges it. @returns what came of it, in a few words. @throws whatever is not as it should be. */
  run(): Promise<string>;
}
/** The calls of one library, in their order: later ones build on earlier ones. */
export type Witness = (stand: Stand) => Call[];

/** @throws Error with both, where they differ. */
export function agree(what: string, found: unknown, expected: unknown): void {
  const [left, right] = [JSON.stringify(found), JSON.stringify(expected)];
  if (left !== right) throw new Error(`${what}: ${left ?? 'nothing'} instead of ${right ?? 'nothing'}`);
}

/** The error that `work` ends with. @throws Error where it does not. */
export async function refusalOf(work: Promise<unknown>): Promise<Error & { readonly code?: unknown }> {
  const found = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(found instanceof Error)) throw new Error('it was not refused');
  return found;
}

/** Lets time pass until the next noon in China, so that no day ends in the middle of a call. @returns that day. */
export async function untilNoon(agenda: Agenda): Promise<string> {
  const tomorrow = dayOf(new Date(agenda.now().getTime() + 86_400_000));
  await agenda.advance((Date.parse(`${tomorrow}T12:00:00+08:00`) - agenda.now().getTime()) / 1000);
  return tomorrow;
}
