import type { Context } from '../context.ts';
import { proveConsistency } from './merkle/prove.ts';
import { findCheckpoint } from './tree/checkpoint.ts';
import { nodesIn } from './tree/nodes.ts';

const TIMEOUT_MS = 10_000;
/** A tree size in decimal, or some signature lines. */
const ANSWER_BYTES_MOST = 65_536;

/**
 * Tells the witness of the newest checkpoint, with the proof that it extends the one the witness knows (C2SP tlog-witness, add-checkpoint).
 * The witness refuses a log that was rewritten; its answer is told, never awaited by anything else.
 * @returns the status that the witness ended with, or undefined when there is none to tell or nothing to say.
 */
export async function tellWitness(
  ctx: Pick<Context, 'db' | 'caId' | 'auditKey' | 'config' | 'log'>,
): Promise<number | undefined> {
  const url = ctx.config.audit.witnessUrl;
  const checkpoint = url === undefined ? undefined : await findCheckpoint(ctx, ctx.db);
  if (url === undefined || !checkpoint) return undefined;
  const send = async (known: number) => {
    const proof = await proveConsistency(nodesIn(ctx.db, ctx.caId), known, checkpoint.size);
    const lines = [`old ${known}`, ...proof.map((hash) => hash.toString('base64')), '', checkpoint.note];
    return post(`${url.replace(/\/$/, '')}/add-checkpoint`, lines.join('\n'));
  };
  let answer = await send(0);
  // The witness says which size it knows.
  const known = answer.status === 409 && /^(?:0|[1-9]\d{0,15})\n$/.test(answer.text) ? Number(answer.text) : undefined;
  if (known === checkpoint.size) return 200;
  if (known !== undefined && known < checkpoint.size) answer = await send(known);
  const about = { status: answer.status, size: checkpoint.size };
  if (answer.status === 200) ctx.log.info(about, 'the witness signed the checkpoint');
  else ctx.log.error({ ...about, alarm: 'audit' }, 'the witness did not accept the checkpoint');
  return answer.status;
}

async function post(url: string, body: string): Promise<{ readonly status: number; readonly text: string }> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const answer = await fetch(url, { method: 'POST', body, redirect: 'error', signal });
  const length = Number(answer.headers.get('content-length') ?? 0);
  const text = length > ANSWER_BYTES_MOST ? '' : (await answer.text()).slice(0, ANSWER_BYTES_MOST);
  return { status: answer.status, text };
}
