import { dayOf, shiftDay } from '@jiesuo/contract';
import readXlsx from 'read-excel-file/node';
import { expect } from 'vitest';
import { intoValidity, setFee } from '../orders/stageForTests.ts';
import { type BillLine, type Channel, GatewayFault } from '../payments/channels/channel.ts';
import { createFakeGateway } from '../payments/gatewayForTests.ts';
import { receive } from '../payments/receive.ts';
import { begin, fee, type Stage, unpaid } from '../payments/stageForTests.ts';
import { everyEngine } from '../trial.ts';
import { reconcileDue } from './daily.ts';

/** `together`: one line, given out only when two have asked for it. */
type Bills = Map<string, BillLine[] | 'not_ready' | 'together'>;

/** A gateway that also makes bills, of the lines that a test gives it. */
function withBills(title: string, run: (t: Stage & { readonly bills: Bills }) => Promise<void>): void {
  let clock = () => new Date();
  const bills: Bills = new Map();
  let asking = 0;
  const wechat = createFakeGateway('wechat', () => clock());
  const channel: Channel = {
    ...wechat.channel,
    async *bill(day) {
      const lines = bills.get(day) ?? [];
      if (lines === 'not_ready') throw new GatewayFault('bill_not_ready');
      if (lines === 'together') {
        asking += 1;
        await expect.poll(() => asking, { interval: 5, timeout: 10_000 }).toBe(2);
        yield { kind: 'paid', number: 'JSstranger', reference: 'wx-stranger', amountFen: fee, at: clock() };
        return;
      }
      yield* lines;
    },
  };
  everyEngine(
    title,
    async (t) => {
      clock = () => t.now();
      wechat.reset();
      bills.clear();
      asking = 0;
      intoValidity(t);
      await setFee(t, fee);
      await run({ ...t, wechat, alipay: wechat, bills });
    },
    { channels: new Map([['wechat', channel]]) },
  );
}

const lineOf = (t: Stage, number: string): BillLine => ({
  kind: 'paid',
  number,
  reference: `wx-${number.slice(0, 20)}`,
  amountFen: fee,
  at: t.now(),
});
/** An order that was paid at the gateway; `isHeard`: and we were told. */
async function paid(t: Stage, isHeard = true): Promise<{ order: string; line: BillLine }> {
  const { who, number: order } = await unpaid(t);
  const number = await begin(t, who, order);
  const line = lineOf(t, number);
  t.wechat.pay(number, { reference: line.reference });
  if (isHeard) await receive(t.ctx, 'wechat', t.wechat.notice(number));
  return { order, line };
}
const statusOf = async (t: Stage, order: string) =>
  await t.ctx.db.selectFrom('orders').select(['status', 'money']).where('number', '=', order).executeTakeFirstOrThrow();
const issues = async (t: Stage) =>
  (await (await t.staff('finance')).ok('moneyIssues.list', {})).items.map(
    ({ kind, attempt, amountFen, expectedFen }) => ({
      kind,
      attempt,
      amountFen,
      expectedFen,
    }),
  );

const settled = async (t: Stage) =>
  (await (await t.staff('finance')).ok('moneyIssues.list', { state: 'resolved' })).items.map(
    ({ settledBy, resolvedBy, note }) => ({ settledBy, resolvedBy, note }),
  );
const byItself = { resolvedBy: null, note: null };

withBills(
  'a bill that agrees leaves no difference, and money whose notification was lost counts by the bill',
  async (t) => {
    const [heard, unheard] = [await paid(t), await paid(t, false)];
    const day = dayOf(t.now());
    t.bills.set(day, [heard.line, unheard.line]);
    t.advance(86_400);
    const finance = await t.staff('finance');
    const bill = await finance.ok('bills.reconcile', { channel: 'wechat', day });
    expect(bill).toMatchObject({ state: 'reconciled', paidLines: 2, paidFen: 2 * fee, openIssues: 0 });
    expect(await statusOf(t, unheard.order)).toEqual({ status: 'in_review', money: 'paid' });
  },
);

withBills(
  'what stands only in the bill, only in the books, or with another amount is a difference, once however often it is read',
  async (t) => {
    const [missing, other] = [await paid(t), await paid(t)];
    const day = dayOf(t.now());
    const stranger = { ...lineOf(t, 'JSnobodyknowsthis'), reference: 'wx-stranger' };
    t.bills.set(day, [{ ...other.line, amountFen: fee + 1 }, stranger]);
    t.advance(86_400);
    const finance = await t.staff('finance');
    for (let round = 0; round < 2; round += 1) {
      expect((await finance.ok('bills.reconcile', { channel: 'wechat', day })).openIssues).toBe(3);
      expect((await issues(t)).toSorted((a, b) => a.kind.localeCompare(b.kind))).toEqual([
        { kind: 'bill_amount_differs', attempt: other.line.number, amountFen: fee + 1, expectedFen: fee },
        { kind: 'bill_only', attempt: 'JSnobodyknowsthis', amountFen: fee, expectedFen: null },
        { kind: 'ledger_only', attempt: missing.line.number, amountFen: null, expectedFen: fee },
      ]);
    }
    t.bills.set(day, [missing.line, other.line]);
    expect((await finance.ok('bills.reconcile', { channel: 'wechat', day })).openIssues).toBe(0);
    expect(await issues(t)).toEqual([]);
    expect(await settled(t)).toEqual(Array(3).fill({ ...byItself, settledBy: 'bill_agrees' }));
  },
);

withBills('a payment that the gateway counts to the next day is settled by the next day’s bill', async (t) => {
  const { line } = await paid(t);
  const day = dayOf(t.now());
  t.bills.set(day, []);
  t.advance(86_400);
  const finance = await t.staff('finance');
  expect((await finance.ok('bills.reconcile', { channel: 'wechat', day })).openIssues).toBe(1);
  t.bills.set(shiftDay(day, 1), [line]);
  t.advance(86_400);
  const later = await t.staff('finance');
  await later.ok('bills.reconcile', { channel: 'wechat', day: shiftDay(day, 1) });
  expect(await issues(t)).toEqual([]);
  expect(await settled(t)).toEqual([{ ...byItself, settledBy: 'in_later_bill' }]);
});

withBills(
  'the day’s job asks for every bill since the first payment that it has not had, and goes on where one is missing',
  async (t) => {
    const { line } = await paid(t);
    const day = dayOf(t.now());
    t.bills.set(day, [line]);
    t.bills.set(shiftDay(day, 1), 'not_ready');
    t.advance(3 * 86_400);
    await expect(reconcileDue(t.ctx)).rejects.toThrow('bill_not_ready');
    const finance = await t.staff('finance');
    const states = async () =>
      (await finance.ok('bills.list', {})).items.map((bill) => [bill.day, bill.state, bill.failure]);
    expect(await states()).toEqual([
      [shiftDay(day, 2), 'reconciled', null],
      [shiftDay(day, 1), 'failed', 'bill_not_ready'],
      [day, 'reconciled', null],
    ]);
    t.bills.set(shiftDay(day, 1), []);
    await reconcileDue(t.ctx);
    expect((await states()).every(([, state]) => state === 'reconciled')).toBe(true);
  },
);

withBills('a bill is saved as a workbook in which no text is a formula', async (t) => {
  const { order, line } = await paid(t);
  const day = dayOf(t.now());
  t.bills.set(day, [line, { ...lineOf(t, 'JSstranger'), reference: '=1+1' }]);
  t.advance(86_400);
  const finance = await t.staff('finance');
  expect((await finance.refused('bills.save', { channel: 'wechat', day })).code).toBe('not_found');
  expect((await finance.refused('bills.reconcile', { channel: 'alipay', day })).code).toBe('channel_off');
  await finance.ok('bills.reconcile', { channel: 'wechat', day });
  const file = await finance.ok('bills.save', { channel: 'wechat', day });
  const [sheet] = await readXlsx(file);
  expect(sheet?.data.map((row) => [row[2], row[3], row[5], row[7]]).slice(1)).toEqual([
    [line.number, line.reference, fee / 100, order],
    ['JSstranger', '=1+1', fee / 100, null],
  ]);
});

withBills('of two who read one bill at once the second is told that it is busy, and the bill is whole', async (t) => {
  const day = dayOf(t.now());
  t.advance(86_400);
  const [one, two] = [await t.staff('finance'), await t.staff('finance')];
  t.bills.set(day, 'together');
  const answers = await Promise.all([one, two].map((who) => who.call('bills.reconcile', { channel: 'wechat', day })));
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  expect(answers.map(({ body }) => (body as { code?: string }).code)).toContain('bill_busy');
  expect((await one.ok('bills.list', {})).items).toMatchObject([{ day, state: 'reconciled', paidLines: 1 }]);
});
