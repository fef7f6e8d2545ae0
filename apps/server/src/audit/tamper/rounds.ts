import { sql } from 'kysely';
import type { Context, Trx } from '../../context.ts';
import { sequence } from '../tree/sequence.ts';
import { createFindings } from '../verify/findings.ts';
import { verifyLog } from '../verify/log.ts';
import { writeLeaves } from '../write.ts';
import { type Chance, createChance } from './chance.ts';
import { bendFile } from './files.ts';
import { type Bend, changeColumn, cutBack, insertRow, removeRows, rewrite, swapRows } from './rows.ts';

export interface Tally {
  /** What was done and not found. */
  readonly undetected: readonly string[];
  /** How often each kind of bending came up. */
  readonly kinds: ReadonlyMap<string, number>;
}

/** Around full tiles, with leaves that wait behind the last checkpoint. */
const growth = [1, 40, 215, 1, 250, 5, 30];
const waiting = 3;

/** A log with some hundred entries of many shapes, sequenced, signed and mirrored; and a few that wait. */
export async function fillLog(ctx: Context): Promise<void> {
  let n = 0;
  const add = (count: number) =>
    ctx.db.transaction().execute((trx) =>
      writeLeaves(
        trx,
        { ctx, at: ctx.clock(), actor: 'system', operation: 'orders.expire', requestId: null },
        Array.from({ length: count }, () => ({
          ...(++n % 5 === 0 ? {} : { subject: `CA20260302${n}` }),
          detail: { n, 原因: '到期 "due"\n', files: n % 3, list: ['b', 'a'], none: null, isLast: n % 2 === 0 },
        })),
      ),
    );
  for (const count of growth) {
    await add(count);
    await sequence(ctx);
  }
  await add(waiting);
}

const kinds: Readonly<Record<string, (trx: Trx, chance: Chance) => Promise<Bend>>> = {
  changed: changeColumn,
  'changed again': changeColumn,
  removed: removeRows,
  swapped: swapRows,
  inserted: insertRow,
  rewritten: rewrite,
  'cut back': cutBack,
};

class Undone extends Error {}

/**
 * As many single edits by a superuser with triggers off, in the database or in the mirror; after each the whole log is verified, then the edit is undone.
 * @throws Error when the log does not verify before.
 */
export async function bendLog(
  ctx: Context,
  { rounds, seed, say }: { readonly rounds: number; readonly seed: number; readonly say: (line: string) => void },
): Promise<Tally> {
  const undetected: string[] = [];
  const tally = new Map<string, number>();
  const clean = await ctx.db.transaction().execute((trx) => look(ctx, trx));
  if (clean > 0) throw new Error('the log does not verify before it is bent');
  for (let round = 1; round <= rounds; round++) {
    const chance = createChance(seed, round);
    const { kind, did, found } = chance.below(4) === 0 ? await inMirror(ctx, chance) : await inDatabase(ctx, chance);
    tally.set(kind, (tally.get(kind) ?? 0) + 1);
    if (found === 0) {
      undetected.push(did);
      say(`round ${round} of seed ${seed}: not found: ${did}`);
    }
    if (round % 100 === 0) say(`${round} rounds`);
  }
  return { undetected, kinds: tally };
}

interface Round {
  readonly kind: string;
  readonly did: string;
  readonly found: number;
}

async function inMirror(ctx: Context, chance: Chance): Promise<Round> {
  const { did, undo } = bendFile(ctx.config.audit.mirrorDir, chance);
  try {
    return { kind: 'mirror', did, found: await ctx.db.transaction().execute((trx) => look(ctx, trx)) };
  } finally {
    undo();
  }
}

/** What the chance draws may be impossible, by a constraint or by the form of a value: then it draws again. */
async function inDatabase(ctx: Context, chance: Chance): Promise<Round> {
  for (;;) {
    const kind = chance.oneOf(Object.keys(kinds));
    let done: Round | undefined;
    try {
      await ctx.db.transaction().execute(async (trx) => {
        await sql`set local session_replication_role = replica`.execute(trx);
        const did = await kinds[kind]?.(trx, chance);
        if (did !== undefined) done = { kind, did, found: await look(ctx, trx) };
        throw new Undone();
      });
    } catch (error) {
      // Classes 22 and 23: no such value, or a constraint that even a superuser meets.
      const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
      if (!(error instanceof Undone) && !/^2[23]/.test(code)) throw error;
    }
    if (done) return done;
  }
}

async function look(ctx: Context, trx: Trx): Promise<number> {
  const findings = createFindings();
  const { mirrorDir } = ctx.config.audit;
  await verifyLog({ stored: { trx, caId: ctx.caId }, mirrorDir, trusted: ctx.auditKey.trusted }, findings);
  return findings.count;
}
