import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { receive } from '../../apps/server/src/payments/receive.ts';
import { start } from '../../apps/server/src/payments/start.ts';
import { type Arena, openArena } from './arena.ts';
import { judge } from './judge.ts';
import { comeToRest } from './round.ts';
import type { Fate, Said } from './victim.ts';
import { answer, type Question } from './wire.ts';

export interface Kills {
  readonly url: string;
  /** 1: before every step; 5: before every fifth, for a short run. */
  readonly every: number;
  readonly say: (line: string) => void;
}
export interface KillTally {
  readonly rounds: number;
  /** What the whole stories take. */
  readonly steps: number;
  readonly unbalanced: number;
  readonly doubled: number;
  readonly lost: number;
}

const victim = fileURLToPath(new URL('victim.ts', import.meta.url));
const stories = ['paid twice', 'paid and cancelled', 'cancelled and paid late'] as const;
type Story = (typeof stories)[number];
type Order = Awaited<ReturnType<Arena['order']>>;

/**
 * Runs the server's part of each story in a process of its own and kills it (SIGKILL) before one step after the other, each time with a
 * fresh order; another server goes on, and the gateways send again what was not thanked for. Then the books are judged.
 */
export async function kills({ url, every, say }: Kills): Promise<KillTally> {
  const arena = await openArena(url);
  const tally = { rounds: 0, steps: 0, unbalanced: 0, doubled: 0, lost: 0 };
  try {
    for (const story of stories) {
      for (let dieAt = every; ; dieAt += every) {
        const { order, isWhole, steps } = await tellStory(arena, story, dieAt);
        const verdict = await judge(arena, order);
        for (const kind of ['unbalanced', 'doubled', 'lost'] as const) {
          tally[kind] += verdict[kind].length > 0 ? 1 : 0;
          for (const sentence of verdict[kind]) say(`${story}, killed before step ${dieAt}, ${kind}: ${sentence}`);
        }
        if (isWhole) {
          tally.steps += steps;
          break;
        }
        tally.rounds += 1;
      }
    }
    return tally;
  } finally {
    await arena.close();
  }
}

async function tellStory(arena: Arena, story: Story, dieAt: number) {
  const { wechat, alipay, ctx, clock } = arena;
  wechat.reset();
  alipay.reset();
  const order = await arena.order();
  const tries = { wechat: await begin(arena, order, 'wechat'), alipay: await begin(arena, order, 'alipay') };
  if (story !== 'cancelled and paid late') wechat.pay(tries.wechat);
  if (story === 'paid twice') alipay.pay(tries.alipay);
  const notices: Fate['notices'] =
    story === 'paid twice'
      ? [
          { gateway: 'wechat', heard: wechat.notice(tries.wechat) },
          { gateway: 'alipay', heard: alipay.notice(tries.alipay) },
          { gateway: 'wechat', heard: wechat.notice(tries.wechat) },
        ]
      : story === 'paid and cancelled'
        ? [{ gateway: 'wechat', heard: wechat.notice(tries.wechat) }]
        : [];
  const cancelling = story === 'paid twice' ? undefined : { number: order.number, accountId: order.who.accountId };
  const fate: Fate = {
    is: 'fate',
    url: arena.url,
    dataDir: arena.dataDir,
    aheadMs: clock.aheadMs,
    dieAt,
    notices,
    cancel: cancelling,
  };
  const said = await runVictim(arena, fate);
  // The one QR that cannot be closed is paid after the customer cancelled.
  if (story === 'cancelled and paid late') alipay.pay(tries.alipay);
  // Gateways send again what nobody thanked them for; here they do not know, and send everything.
  for (const { gateway, heard } of notices) await receive(ctx, gateway, heard);
  if (story === 'cancelled and paid late') await receive(ctx, 'alipay', alipay.notice(tries.alipay));
  await comeToRest(arena, clock.now());
  return { order, isWhole: said !== undefined, steps: said?.steps ?? dieAt };
}

async function begin(arena: Arena, order: Order, channel: 'wechat' | 'alipay'): Promise<string> {
  await arena.act(start, order.who, { number: order.number, channel, how: 'qr' });
  const row = await arena.ctx.db
    .selectFrom('pay_attempts')
    .select('number')
    .where('order_id', '=', order.id)
    .where('channel', '=', channel)
    .executeTakeFirstOrThrow();
  return row.number;
}

/** @returns undefined when it was killed. @throws Error when it ended in any other way. */
function runVictim(arena: Arena, fate: Fate): Promise<Said | undefined> {
  return new Promise((resolve, reject) => {
    const child = fork(victim, { serialization: 'advanced', execArgv: ['--disable-warning=ExperimentalWarning'] });
    let said: Said | undefined;
    child.on('message', (message: Question | Said) => {
      if (message.is === 'done') said = message;
      else
        answer(arena[message.gateway].channel, message).then(
          (reply) => child.connected && child.send(reply, () => undefined),
          reject,
        );
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (said || signal === 'SIGKILL') resolve(said);
      else reject(new Error(`the server to be killed ended by itself with ${code ?? signal}`));
    });
    child.send(fate);
  });
}
