import { materialKinds, type Order } from '@jiesuo/contract';
import { v7 as uuid } from 'uuid';
import type { Context } from '../context.ts';
import { expireOrders } from '../orders/expire.ts';
import { lockOrder } from '../orders/lock.ts';
import { moveOrder } from '../orders/move.ts';
import type { Sms } from '../sms/queue.ts';
import { StartFault } from '../startFault.ts';
import { createRecorder } from '../web/act.ts';
import { apply, type Representative } from './application.ts';
import { chargeFrom } from './fee.ts';
import { hireStaff, registerCustomer } from './people.ts';
import type { StandIn } from './stand-in.ts';
import { type DemoWorld, readDemoWorld } from './world.ts';

const hourMs = 3_600_000;
const dayHours = 24;
const demoFeeFen = 20_000;

/**
 * Fills an empty installation with the demo: UKeys, staff, customers and an order in each state, at times before now.
 * Everything goes through the real operations. Later starts find the last member of staff and do nothing; a start that was
 * broken off is gone on with.
 * @throws {StartFault} in production, or when `file` cannot be used.
 */
export async function seedDemo(ctx: Context, file: string): Promise<void> {
  if (ctx.config.isProduction) throw new StartFault('生产环境不能载入演示数据', 'production refuses demo data');
  const world = readDemoWorld(file);
  // The auditor takes no part in what follows, and so is the sign that all of it is done.
  const last = world.staff.find((one) => one.roles.includes('auditor'));
  if (!last) throw new StartFault('演示数据中没有审计员', 'the demo data has no auditor');
  if (await isHired(ctx, last.name)) return;
  const past = travelBack(ctx);
  past.to(40 * dayHours);
  const staff = new Map<string, StandIn>();
  for (const member of world.staff)
    if (member !== last) for (const role of member.roles) staff.set(role, await hireStaff(past.ctx, member));
  await importUkeys(world, need(staff, 'key_custodian'));
  const representatives = new Map<string, Representative>();
  for (const customer of world.customers) {
    past.to(35 * dayHours - representatives.size);
    representatives.set(customer.organisation, await registerCustomer(past.ctx, customer, past.codeFor));
  }
  await makeOrders({ past, world, staff, representatives });
  past.to(0);
  await hireStaff(past.ctx, last);
}

const isHired = async (ctx: Context, name: string): Promise<boolean> =>
  (await ctx.db
    .selectFrom('staff')
    .select('id')
    .where('ca_id', '=', ctx.caId)
    .where('name', '=', name)
    .executeTakeFirst()) !== undefined;

type Past = ReturnType<typeof travelBack>;

/** The same context under a clock of its own, whose SMS reach nobody: what happened weeks ago must not ring a phone now. */
function travelBack(ctx: Context) {
  const start = ctx.clock().getTime();
  let now = start;
  const codes = new Map<string, string>();
  const sms: Sms = {
    async queue(_trx, { to, variables }) {
      if (variables.code !== undefined) codes.set(to, variables.code);
    },
    queueMail: async () => false,
    again: async () => false,
  };
  return {
    // Nobody of the demo sits at a page that could work.
    ctx: { ...ctx, clock: () => new Date(now), sms, captcha: { ...ctx.captcha, isOn: false } },
    /** Sets the clock to so many hours ago. */
    to(hoursAgo: number): void {
      now = start - hoursAgo * hourMs;
    },
    codeFor: (mobile: string) => codes.get(mobile),
  };
}

async function importUkeys(world: DemoWorld, custodian: StandIn): Promise<void> {
  const { faults } = await custodian.do('ukeys.import', { format: 'json' }, Buffer.from(JSON.stringify(world.ukeys)));
  const [first] = faults;
  if (first)
    throw new StartFault(`演示KEY第 ${first.line} 条有误：${first.fault}`, `demo UKey ${first.line}: ${first.fault}`);
}

interface Stage {
  readonly past: Past;
  readonly world: DemoWorld;
  readonly staff: ReadonlyMap<string, StandIn>;
  readonly representatives: ReadonlyMap<string, Representative>;
}

/** An order in each state, the oldest first. */
async function makeOrders(stage: Stage): Promise<void> {
  const { past, staff } = stage;
  const reviewer = need(staff, 'reviewer');
  const fee = (fen: number) => chargeFrom(need(staff, 'administrator'), need(staff, 'supervisor'), fen);
  let number = 0;
  /** Submits for that UKey at that time, unless an earlier start did; `then` leads the order on. */
  const submit = async (part: string, hoursAgo: number, then?: (order: Order) => Promise<unknown>) => {
    past.to(hoursAgo);
    number += 1;
    const made = await submitFor(stage, part, number);
    if (made) await then?.(made);
  };
  const review = async (order: Order, decision: 'approve' | 'refuse', hoursAgo: number) => {
    past.to(hoursAgo + 0.1);
    await reviewer.do('reviews.take', { number: order.number });
    past.to(hoursAgo);
    await reviewer.do('reviews.decide', { number: order.number, decision, verdicts: verdictsOn(order, decision) });
  };

  await submit('completed', 480, async (order) => {
    await review(order, 'approve', 478);
    past.to(454);
    await complete(past.ctx, order.number);
  });
  await submit('cancelled', 360, async (order) => {
    past.to(358);
    await representativeOf(stage, order.customerName).who.do('orders.cancel', { numbers: [order.number] });
  });
  await fee(demoFeeFen);
  await submit('expiredOrder', 290, async () => {
    past.to(265);
    await expireOrders(past.ctx);
  });
  past.to(264);
  await fee(0);
  await submit('rejected', 75, (order) => review(order, 'refuse', 72));
  await submit('rsa', 28, (order) => review(order, 'approve', 25));
  await submit('review1', 6);
  await submit('review2', 3);
  past.to(2.1);
  await fee(demoFeeFen);
  await submit('unpaid', 2);
  past.to(1.9);
  await fee(0);
  await submit('review3', 0.6);
}

async function submitFor(stage: Stage, part: string, number: number): Promise<Order | undefined> {
  const { ctx } = stage.past;
  const serial = stage.world.parts[part];
  if (serial === undefined) throw new StartFault(`演示数据缺少 ${part}`, `the demo data lacks ${part}`);
  const ukey = await ctx.db
    .selectFrom('ukeys')
    .leftJoin('orders', 'orders.ukey_id', 'ukeys.id')
    .select(['ukeys.subscriber', 'orders.id as order'])
    .where('ukeys.ca_id', '=', ctx.caId)
    .where('ukeys.serial', '=', serial)
    .executeTakeFirstOrThrow();
  return ukey.order === null ? apply(ctx, representativeOf(stage, ukey.subscriber), serial, number) : undefined;
}

function representativeOf({ representatives }: Stage, organisation: string): Representative {
  const found = representatives.get(organisation);
  if (!found) throw new StartFault(`演示客户中没有 ${organisation}`, `no demo customer is called ${organisation}`);
  return found;
}

const verdictsOn = (order: Order, decision: 'approve' | 'refuse') =>
  materialKinds.flatMap((kind) => {
    const material = order.materials.find((one) => one.kind === kind);
    if (!material) return [];
    return decision === 'refuse' && kind === 'authorization'
      ? [{ material: material.id, verdict: 'refused', reason: '公章不清晰，请重新盖章后扫描上传。' }]
      : [{ material: material.id, verdict: 'accepted' }];
  });

/** No UKey signed anything here, and the timeline says so: there is no evidence for this order. */
async function complete(ctx: Context, number: string): Promise<void> {
  const now = ctx.clock();
  const origin = { operation: 'orders.complete', who: { kind: 'anyone' }, now, requestId: uuid() } as const;
  await createRecorder(ctx, origin).write(async (trx, leaf) => {
    const order = await lockOrder(trx, ctx, number);
    if (!order) throw new Error('the demo order is gone');
    await moveOrder(trx, ctx, order, 'complete', { now, note: '演示数据：没有实际重置，也没有重置凭证' });
    leaf({ subject: number, detail: { demo: true } });
  });
}

function need(staff: ReadonlyMap<string, StandIn>, role: string): StandIn {
  const found = staff.get(role);
  if (!found) throw new StartFault(`演示数据中没有 ${role}`, `the demo data has no ${role}`);
  return found;
}
