import pg from 'pg';
import { createLog } from '../../apps/server/src/logging.ts';
import { cancel } from '../../apps/server/src/orders/cancel.ts';
import type { GatewayName, Heard } from '../../apps/server/src/payments/channels/channel.ts';
import { applyLeft } from '../../apps/server/src/payments/inbox.ts';
import { receive } from '../../apps/server/src/payments/receive.ts';
import { watchTries } from '../../apps/server/src/payments/watch.ts';
import { carryRefunds } from '../../apps/server/src/refunds/carry.ts';
import { act, openMoney } from './arena.ts';
import { type Answer, wire } from './wire.ts';

/** What the killed server is told when it starts. */
export interface Fate {
  readonly is: 'fate';
  readonly url: string;
  readonly dataDir: string;
  readonly aheadMs: number;
  /** Before which of its steps it dies; none when it is to finish. */
  readonly dieAt: number;
  readonly notices: readonly { readonly gateway: GatewayName; readonly heard: Heard }[];
  readonly cancel: { readonly number: string; readonly accountId: string } | undefined;
}
export type Said = { readonly is: 'done'; readonly steps: number };

const waiting = new Map<number, (answer: Answer) => void>();
let questions = 0;
let steps = 0;
let dieAt = Number.POSITIVE_INFINITY;

/** Every word to the database and to a gateway is a step, and so is every answer of a gateway, and a commit that is not yet answered for. */
function step(): void {
  steps += 1;
  if (steps === dieAt) process.kill(process.pid, 'SIGKILL');
}

/** Below Kysely, whose own plugins do not see `begin` and `commit`. */
const say = pg.Client.prototype.query as (this: pg.Client, ...words: unknown[]) => unknown;
pg.Client.prototype.query = function counted(this: pg.Client, ...words: unknown[]) {
  step();
  const said = say.apply(this, words);
  return words[0] === 'commit' && said instanceof Promise ? said.then(afterwards) : said;
} as typeof pg.Client.prototype.query;

function afterwards<T>(result: T): T {
  step();
  return result;
}

const gateway = (name: GatewayName) =>
  wire(name, async (question) => {
    step();
    questions += 1;
    const id = questions;
    const answered = new Promise<Answer>((resolve) => waiting.set(id, resolve));
    process.send?.({ is: 'question', id, ...question });
    const answer = await answered;
    step();
    return answer;
  });

process.on('message', (message: Answer | Fate) => {
  if (message.is === 'answer') return waiting.get(message.id)?.(message);
  live(message).catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
});

async function live(fate: Fate): Promise<void> {
  const channels = new Map([
    ['wechat', gateway('wechat')],
    ['alipay', gateway('alipay')],
  ] as const);
  const clock = () => new Date(Date.now() + fate.aheadMs);
  const { ctx, opened } = await openMoney(fate.url, fate.dataDir, clock, channels, createLog('silent'));
  steps = 0;
  dieAt = fate.dieAt;
  for (const { gateway: name, heard } of fate.notices) await receive(ctx, name, heard);
  if (fate.cancel) {
    const { number, accountId } = fate.cancel;
    await act(ctx, cancel, { kind: 'customer', accountId, sessionId: accountId }, { numbers: [number] });
  }
  await applyLeft(ctx);
  await watchTries(ctx);
  await carryRefunds(ctx);
  await opened.close();
  const said: Said = { is: 'done', steps };
  process.send?.(said);
  process.disconnect();
}
