import { sql } from 'kysely';
import type { Context, Trx } from '../../context.ts';
import { createFrontier } from '../merkle/frontier.ts';
import { leafHash } from '../merkle/hash.ts';
import { nodesOf } from '../merkle/ranges.ts';
import { extendMirror } from '../mirror/extend.ts';
import { MirrorFault } from '../mirror/files.ts';
import { readHead } from '../mirror/head.ts';
import { type Checkpoint, signCheckpoint } from '../note/checkpoint.ts';
import { isSealed } from '../seal.ts';
import { tellWitness } from '../witness.ts';
import { judgeLog, type LogFault, type LogState, logFaults } from './judge.ts';
import { nodesIn, TILE_HEIGHT } from './nodes.ts';

/** Any constant: the sequencers of all nodes meet at it, one lock for each CA. */
const LOCK = 7_153_302;
const LEAVES_AT_ONCE = 2000;

/** The log cannot go on before a person looked. */
export class LogBroken extends Error {
  readonly fault: LogFault;
  constructor(fault: LogFault) {
    super(logFaults[fault].en);
    this.name = 'LogBroken';
    this.fault = fault;
  }
}

/** The job: what breaks the log is told as an alarm, again and again until a person has looked. */
export async function sequenceDue(ctx: Context): Promise<void> {
  try {
    if (await sequence(ctx))
      await tellWitness(ctx).catch((error: unknown) => ctx.log.warn({ err: error }, 'the witness could not be told'));
  } catch (error) {
    if (error instanceof LogBroken || error instanceof MirrorFault)
      ctx.log.error(
        { err: error, alarm: 'audit' },
        'the audit log cannot go on: nothing is signed until a person has looked',
      );
    throw error;
  }
}

/**
 * Puts every committed leaf that waits into the tree, signs, and mirrors. What commits later waits for the next time: nothing is passed over,
 * since what waits is a row of its own that only its place in the tree removes. Two at once, or one killed anywhere, do no harm.
 * @returns whether a checkpoint was signed. @throws LogBroken when the stored log is not what was signed or mirrored before.
 */
export async function sequence(ctx: Context): Promise<boolean> {
  for (let hasSigned = false; ; hasSigned = true) {
    await extendMirror(ctx);
    const head = await readHead(ctx.config.audit.mirrorDir);
    const done = await ctx.db.transaction().execute(async (trx) => {
      if (!(await lock(trx, ctx.caId))) return 'busy';
      const state = await judgeLog(ctx, trx, head);
      if (state.fault) throw new LogBroken(state.fault);
      const waiting = await takeWaiting(trx, ctx, state);
      return waiting.length === 0 ? 'nothing' : append(trx, ctx, state, waiting);
    });
    if (done === 'busy' || done === 'nothing') return hasSigned;
    await extendMirror(ctx);
    if (done < LEAVES_AT_ONCE) return true;
  }
}

async function lock(trx: Trx, caId: string): Promise<boolean> {
  const { rows } = await sql<{ isOurs: boolean }>`
    select pg_try_advisory_xact_lock(${LOCK}, hashtext(${caId})) as "isOurs"`.execute(trx);
  return rows[0]?.isOurs ?? false;
}

interface Waiting {
  readonly id: string;
  readonly hash: Buffer;
}

/** Leaves that this server sealed, oldest first. Others stay where they are, are told of, and `audit verify` names them. */
async function takeWaiting(trx: Trx, ctx: Context, { last }: LogState): Promise<Waiting[]> {
  const rows = await trx
    .selectFrom('audit_pending')
    .leftJoin('audit_leaves', 'audit_leaves.id', 'audit_pending.leaf_id')
    .select(['audit_pending.leaf_id as id', 'audit_pending.seal', 'audit_leaves.entry', 'audit_leaves.leaf_hash'])
    .where('audit_pending.ca_id', '=', ctx.caId)
    .orderBy('audit_pending.leaf_id')
    .limit(LEAVES_AT_ONCE)
    .execute();
  const good: Waiting[] = [];
  for (const { id, seal, entry, leaf_hash } of rows) {
    const hash = entry === null ? undefined : leafHash(entry);
    // Unsealed ones are from before the log had checkpoints.
    const isOurs = hash && (seal ? isSealed(ctx.auditKey.trusted, hash, seal) : !last);
    if (isOurs && leaf_hash?.equals(hash)) good.push({ id, hash });
    else ctx.log.error({ leaf: id, alarm: 'audit' }, 'a waiting audit leaf is gone, changed, or not of this server');
  }
  return good;
}

/** @returns how many leaves found their place. */
async function append(trx: Trx, ctx: Context, { size, last }: LogState, waiting: readonly Waiting[]): Promise<number> {
  const edge = nodesOf({ start: 0, end: size });
  const frontier = createFrontier(size, await nodesIn(trx, ctx.caId)(edge));
  const nodes: { ca_id: string; level: number; index: number; hash: Buffer }[] = [];
  const places = waiting.map(({ id, hash }) => {
    const index = frontier.size;
    frontier.push(hash, 0, (level, at, node) => {
      if (level > 0 && level % TILE_HEIGHT === 0)
        nodes.push({ ca_id: ctx.caId, level: level / TILE_HEIGHT, index: at, hash: node });
    });
    return { ca_id: ctx.caId, index, leaf_id: id, leaf_hash: hash };
  });
  await trx.insertInto('audit_tree').values(places).execute();
  if (nodes.length > 0) await trx.insertInto('audit_nodes').values(nodes).execute();
  await trx
    .deleteFrom('audit_pending')
    .where('ca_id', '=', ctx.caId)
    .where(
      'leaf_id',
      'in',
      waiting.map(({ id }) => id),
    )
    .execute();
  if (last || !(await hasUnsealed(trx, ctx.caId)))
    await keep(trx, ctx.caId, signCheckpoint(frontier.size, frontier.root(), ctx.auditKey, ctx.clock()));
  return waiting.length;
}

async function hasUnsealed(trx: Trx, caId: string): Promise<boolean> {
  const row = await trx
    .selectFrom('audit_pending')
    .select('leaf_id')
    .where('ca_id', '=', caId)
    .where('seal', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

const keep = (trx: Trx, ca_id: string, { size, root, at, note }: Checkpoint) =>
  trx.insertInto('audit_checkpoints').values({ ca_id, size, root, at, note }).execute();
