import { parseArgs } from 'node:util';
import type { Context } from '../../context.ts';
import { retire, rotate, split } from '../../keys/root/change.ts';
import type { Holder } from '../../keys/root/holder.ts';
import { openHolders } from '../../keys/root/holders.ts';
import { unwrapWith } from '../../keys/root/open.ts';
import { readAllWraps, readWraps } from '../../keys/root/wraps.ts';
import { createGathering, type Unsealed } from '../../keys/shares/gather.ts';
import { withContext } from '../../offline.ts';
import { StartFault } from '../../startFault.ts';
import { linesTyped } from './ask.ts';
import { sentenceOf } from './unseal.ts';

interface Ground {
  readonly ctx: Context;
  readonly holders: readonly Holder[];
}

const withHolders = <T>(run: (ground: Ground) => Promise<T>): Promise<T> =>
  withContext(process.env, async (ctx) => {
    const { holders, close } = openHolders(ctx.config);
    try {
      return await run({ ctx, holders });
    } finally {
      close();
    }
  });

const words = { master_key: '主密钥 master key', hsm: 'HSM', shares: '多人保管 shares' } as const;

/** Every key that wraps or wrapped the root key, and whether this machine's settings open it. */
export const show = (): Promise<number> =>
  withHolders(async ({ ctx, holders }) => {
    for (const one of await readAllWraps(ctx.db)) {
      const { wrapped } = one;
      const opens =
        wrapped !== null && (await unwrapWith([{ ...one, wrapped }], holders).catch(() => undefined)) !== undefined;
      const state = one.retired_at
        ? `已停用 retired ${one.retired_at.toISOString()}`
        : opens
          ? '本机可打开 opens here'
          : one.wrapped_by === 'shares'
            ? `需要 ${one.shares_needed}/${one.shares_made} 份 shares`
            : '本机打不开 does not open here';
      process.stdout.write(`${words[one.wrapped_by]}  ${one.wrapping_key}  ${one.made_at.toISOString()}  ${state}\n`);
    }
    return 0;
  });

export function rotateTo(args: readonly string[], misused: () => StartFault): Promise<number> {
  const { to } = read(args, { to: { type: 'string' } }, misused);
  if (to !== undefined && to !== 'file' && to !== 'hsm') throw misused();
  return withHolders(async (ground) => {
    const { root, kind } = await openRoot(ground);
    const wanted = to === undefined ? kind : to === 'file' ? 'master_key' : 'hsm';
    const holder = ground.holders.find((one) => one.kind === wanted);
    if (!holder)
      throw new StartFault(
        '没有设置要换到的地方：file 需要 JIESUO_KEY_FILE，hsm 需要 VAULT_HSM_MODULE',
        'where to is not set: file needs JIESUO_KEY_FILE, hsm needs VAULT_HSM_MODULE',
      );
    const key = await rotate(ground.ctx, root, holder);
    process.stdout.write(
      `新的包裹密钥 new wrapping key: ${words[holder.kind]} ${key}\n` +
        '旧的仍可打开。各节点都能用新的密钥启动之后，执行 vault retire (the old ones still open; once every node can start with the new one, run vault retire)\n',
    );
    return 0;
  });
}

export const retireOld = (): Promise<number> =>
  withHolders(async (ground) => {
    const [newest] = await readWraps(ground.ctx.db);
    // Nobody retires the old keys for shares that were never tried.
    const proven = newest?.wrapped_by === 'shares' ? (await gather(ground.ctx)).set : undefined;
    const { kept, retired } = await retire(ground.ctx, ground.holders, proven);
    process.stdout.write(`保留 kept: ${words[kept.wrapped_by]} ${kept.wrapping_key}，停用 retired: ${retired}\n`);
    return 0;
  });

export function splitAmong(args: readonly string[], misused: () => StartFault): Promise<number> {
  const options = { needed: { type: 'string' }, shares: { type: 'string' }, qr: { type: 'boolean' } } as const;
  const { needed: m, shares: n, qr } = read(args, options, misused);
  const [needed, made] = [Number(m), Number(n)];
  if (!Number.isInteger(needed) || !Number.isInteger(made) || needed < 2 || made < needed || made > 20) throw misused();
  return withHolders(async (ground) => {
    const { root } = await openRoot(ground);
    const done = await split(ground.ctx, root, { needed, made });
    const isTerminal = process.stdin.isTTY && process.stdout.isTTY;
    for (const [at, share] of done.shares.entries()) {
      if (isTerminal) await nextCustodian(at + 1, made);
      process.stdout.write(`份额 share ${at + 1}/${made} · 校验 mark ${share.mark}\n${share.text}\n`);
      if (qr)
        process.stdout.write(
          `${await (await import('qrcode')).toString(share.text, { type: 'terminal', small: true })}\n`,
        );
    }
    if (isTerminal) await nextCustodian(undefined, made);
    process.stdout.write(
      `任意 ${needed} 份可以打开。先用 vault retire 试过份额，再移走旧密钥 (any ${needed} open it; try them with vault retire, then take the old key away)\n`,
    );
    return 0;
  });
}

/** One share is on the screen at a time: whoever writes his down is alone with it. */
async function nextCustodian(at: number | undefined, made: number): Promise<void> {
  const prompt =
    at === undefined
      ? '记下后按回车，清屏 (Enter clears the screen)'
      : `第 ${at}/${made} 位保管人就位后按回车 (Enter for custodian ${at} of ${made})`;
  process.stderr.write(prompt);
  await new Promise((done) => process.stdin.resume().once('data', done));
  process.stdin.pause();
  // Clears the screen and what was scrolled away.
  process.stdout.write('\u001B[2J\u001B[3J\u001B[H');
}

async function openRoot({ ctx, holders }: Ground): Promise<{ readonly root: Buffer; readonly kind: Holder['kind'] }> {
  const opened = await unwrapWith(await readWraps(ctx.db), holders);
  return opened ? { root: opened.root, kind: opened.holder.kind } : { root: (await gather(ctx)).root, kind: 'shares' };
}

/** Custodians type their shares into this very process. @throws {StartFault} when they do not open the root key. */
async function gather(ctx: Pick<Context, 'db' | 'clock'>): Promise<Unsealed> {
  let unsealed: Unsealed | undefined;
  const gathering = createGathering({
    wraps: await readWraps(ctx.db),
    clock: ctx.clock,
    onOpen: (done) => (unsealed = done),
    isPatient: true,
  });
  for await (const line of linesTyped(() => '份额 share: ')) {
    const offered = await gathering.offer(line);
    process.stderr.write(`${sentenceOf(offered)}\n`);
    if (unsealed || offered.answer === 'wrong') break;
  }
  gathering.drop();
  if (unsealed) return unsealed;
  throw new StartFault(
    '份额不足或对不上，什么也没有改变',
    'too few shares, or they do not belong together; nothing was changed',
  );
}

type Options = NonNullable<Parameters<typeof parseArgs>[0]>['options'];

function read<O extends NonNullable<Options>>(args: readonly string[], options: O, misused: () => StartFault) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch {
    throw misused();
  }
}
