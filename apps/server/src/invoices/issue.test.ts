import readXlsx from 'read-excel-file/node';
import { expect } from 'vitest';
import { issuesOf } from '../payments/stageForTests.ts';
import { everyEngine, type Trial } from '../trial.ts';
import {
  askFor,
  beginRefund,
  company,
  fee,
  filledSheet,
  importRows,
  issued,
  madeNumber,
  openOffice,
  paidOrder,
  person,
  refund,
} from './stageForTests.ts';

const stateOf = async (t: Trial, request: string) =>
  (await t.ctx.db.selectFrom('invoices').select('state').where('number', '=', request).executeTakeFirstOrThrow()).state;

everyEngine('finance exports what waits, and the sheet holds what the invoice needs', async (t) => {
  const office = await openOffice(t);
  const { finance } = office;
  const [one, two] = [await paidOrder(t, office), await paidOrder(t, office)];
  const first = await askFor(one.who, one.order.number, { ...company, name: '=cmd|示例有限公司' });
  t.advance(1);
  await askFor(two.who, two.order.number, person);
  expect(await finance.ok('invoices.list', {})).toMatchObject({
    requested: 2,
    redDue: 0,
    items: [{ name: '李*' }, {}],
  });
  const taken = await finance.ok('invoices.export', {});
  expect(taken).toMatchObject({ count: 2, left: 0 });
  expect(await finance.refused('invoices.export', {})).toMatchObject({ code: 'invoices_none' });
  const [head, ...lines] =
    (await readXlsx(await finance.ok('invoices.sheet', { batch: taken.batch, format: 'xlsx' })))[0]?.data ?? [];
  expect(head?.slice(0, 3)).toEqual(['申请编号', '订单号', '发票种类']);
  expect(lines.map((line) => line.slice(0, 6))).toEqual([
    [first, one.order.number, '电子普通发票', '单位', '=cmd|示例有限公司', company.taxNumber],
    [expect.any(String), two.order.number, '电子普通发票', '个人', '李四', null],
  ]);
  const csv = (await finance.ok('invoices.sheet', { batch: taken.batch, format: 'csv' })).toString();
  expect(csv).toContain(`"'=cmd|示例有限公司"`);
  // Sent back since: nobody shall make it out.
  await finance.ok('invoices.reject', { request: first, reason: '名称不符' });
  expect((await finance.ok('invoices.sheet', { batch: taken.batch, format: 'csv' })).toString()).not.toContain(first);
  const looks = await t.ctx.db
    .selectFrom('audit_leaves')
    .select('subject')
    .where('operation', '=', 'invoices.sheet')
    .execute();
  expect(looks.map((look) => look.subject)).toEqual(Array(3).fill(taken.batch));
});

everyEngine('money that is about to go back is not taken along', async (t) => {
  const office = await openOffice(t);
  const [stays, goes] = [await paidOrder(t, office), await paidOrder(t, office)];
  const taken = await askFor(stays.who, stays.order.number);
  const left = await askFor(goes.who, goes.order.number);
  await beginRefund(t, office, goes.order.number);
  expect(await office.finance.ok('invoices.export', {})).toMatchObject({ count: 1, left: 1 });
  expect([await stateOf(t, taken), await stateOf(t, left)]).toEqual(['issuing', 'requested']);
});

everyEngine(
  'the numbers that come back are taken, the wrong ones are told by row, and the same sheet again changes nothing',
  async (t) => {
    const office = await openOffice(t);
    const { finance } = office;
    const paid = await Promise.all(Array.from({ length: 3 }, () => paidOrder(t, office)));
    const requests: string[] = [];
    for (const { who, order } of paid) requests.push(await askFor(who, order.number));
    const [a = '', b = '', c = ''] = requests;
    await finance.ok('invoices.export', { requests: [a, b] });
    const rows = [
      { request: a, number: madeNumber(1) },
      { order: paid[1]?.order.number ?? '', number: '12345678', code: '011002000111' },
      { request: b },
      { request: c, number: madeNumber(3) },
      { request: a, number: madeNumber(4) },
      { request: 'FP20261122000000000000', number: madeNumber(5) },
      { request: b, order: 'CA20261122ZZZZZZ', number: madeNumber(6) },
      { request: b, number: 'abc' },
      { request: b, number: madeNumber(7), day: '2099-01-01' },
      { request: b, number: madeNumber(8), amountFen: fee - 1 },
    ];
    expect(await importRows(t, office, rows)).toEqual({
      issued: 2,
      known: 0,
      blank: 1,
      redDue: 0,
      refused: [
        { row: 5, fault: 'not_exported' },
        { row: 6, fault: 'twice' },
        { row: 7, fault: 'request_unknown' },
        { row: 8, fault: 'order_differs' },
        { row: 9, fault: 'number_malformed' },
        { row: 10, fault: 'twice' },
        { row: 11, fault: 'twice' },
      ],
    });
    const before = await t.ctx.db.selectFrom('invoices').selectAll().orderBy('number').execute();
    t.advance(60);
    expect(await importRows(t, office, rows.slice(0, 3))).toEqual({
      issued: 0,
      known: 2,
      blank: 1,
      redDue: 0,
      refused: [],
    });
    expect(await t.ctx.db.selectFrom('invoices').selectAll().orderBy('number').execute()).toEqual(before);
    expect((await paid[0]?.who.ok('invoices.show', { number: paid[0].order.number }))?.invoice).toMatchObject({
      state: 'issued',
      invoiceNumber: madeNumber(1),
      issuedOn: t.now().toISOString().slice(0, 10),
    });
    await finance.ok('invoices.export', { requests: [c] });
    const faultOf = async (row: object) => (await importRows(t, office, [{ request: c, ...row }])).refused[0]?.fault;
    expect(await faultOf({ number: madeNumber(1) })).toBe('number_used');
    expect(await faultOf({ number: madeNumber(9), day: '2020-01-01' })).toBe('day_impossible');
    expect(await faultOf({ number: madeNumber(9), amountFen: fee + 1 })).toBe('amount_differs');
    expect((await importRows(t, office, [{ request: a, number: madeNumber(9) }])).refused).toEqual([
      { row: 2, fault: 'number_differs' },
    ]);
    expect(await stateOf(t, c)).toBe('issuing');
  },
);

everyEngine('two imports of one sheet at once make each invoice once', async (t) => {
  const office = await openOffice(t);
  const paid = [await paidOrder(t, office), await paidOrder(t, office)];
  const rows: { request: string; number: string }[] = [];
  for (const [i, { who, order }] of paid.entries())
    rows.push({ request: await askFor(who, order.number), number: madeNumber(i) });
  await office.finance.ok('invoices.export', {});
  const reports = await Promise.all([importRows(t, office, rows), importRows(t, office, rows.toReversed())]);
  expect(reports.map(({ issued: made, known }) => made + known)).toEqual([2, 2]);
  expect(reports.reduce((sum, { issued: made }) => sum + made, 0)).toBe(2);
});

everyEngine('a refund after the invoice was made calls for its red letter, and settles with it', async (t) => {
  const office = await openOffice(t);
  const { finance } = office;
  const paid = await paidOrder(t, office);
  const { who, order } = paid;
  const request = await issued(t, office, paid);
  await refund(t, office, order.number);
  expect(await who.ok('invoices.show', { number: order.number })).toMatchObject({
    isOffered: false,
    invoice: { state: 'red_due', invoiceNumber: madeNumber(1) },
  });
  expect(await finance.ok('invoices.list', {})).toMatchObject({ redDue: 1 });
  expect(await finance.ok('moneyIssues.list', { kind: 'red_letter_due' })).toMatchObject({
    open: 1,
    items: [{ number: order.number, reference: madeNumber(1), amountFen: fee }],
  });
  const red = { request, redNumber: madeNumber(2), day: '2026-11-22' };
  expect(await finance.refused('invoices.redLetter', { ...red, redNumber: madeNumber(1) })).toMatchObject({
    code: 'invoice_number_used',
  });
  expect(await finance.ok('invoices.redLetter', red)).toMatchObject({ state: 'red' });
  expect(await finance.refused('invoices.redLetter', red)).toMatchObject({ code: 'invoice_number_used' });
  expect((await issuesOf(t)).map((issue) => [issue.kind, issue.resolved_at === null])).toEqual([
    ['red_letter_due', false],
  ]);
  expect((await who.ok('invoices.show', { number: order.number })).invoice).toMatchObject({
    state: 'red',
    redNumber: madeNumber(2),
  });
});

everyEngine('an invoice that was being made while its money went back is taken, and has to be offset', async (t) => {
  const office = await openOffice(t);
  const { who, order } = await paidOrder(t, office);
  const request = await askFor(who, order.number);
  await office.finance.ok('invoices.export', {});
  await refund(t, office, order.number);
  expect(await stateOf(t, request)).toBe('ended');
  expect(await importRows(t, office, [{ request, number: madeNumber(1) }])).toMatchObject({ issued: 0, redDue: 1 });
  expect(await stateOf(t, request)).toBe('red_due');
  expect((await issuesOf(t)).map((issue) => issue.kind)).toEqual(['red_letter_due']);
});

everyEngine('an invoice that is wrong is offset, and another is asked for', async (t) => {
  const office = await openOffice(t);
  const { finance } = office;
  const paid = await paidOrder(t, office);
  const request = await issued(t, office, paid);
  await finance.ok('invoices.requireRed', { request, reason: '客户改抬头' });
  expect(await finance.ok('invoices.inspect', { request })).toMatchObject({ state: 'red_due', reason: '客户改抬头' });
  expect(await issuesOf(t)).toEqual([]);
  await finance.ok('invoices.redLetter', { request, redNumber: madeNumber(2), day: '2026-11-22' });
  t.advance(1);
  const again = await askFor(paid.who, paid.order.number, person);
  expect(again).not.toBe(request);
  await finance.ok('invoices.export', {});
  // By the order's number the newest is meant.
  expect(await importRows(t, office, [{ order: paid.order.number, number: madeNumber(3) }])).toMatchObject({
    issued: 1,
  });
  expect(await stateOf(t, again)).toBe('issued');
});

everyEngine('a page of the list goes on where the one before ended', async (t) => {
  const office = await openOffice(t);
  const numbers: string[] = [];
  for (let i = 0; i < 3; i++) {
    const { who, order } = await paidOrder(t, office);
    numbers.unshift(await askFor(who, order.number));
    t.advance(1);
  }
  const page = await office.finance.ok('invoices.list', { limit: 2 });
  const rest = await office.finance.ok('invoices.list', { limit: 2, after: page.next ?? '' });
  expect([...page.items, ...rest.items].map((one) => one.request)).toEqual(numbers);
  expect(rest.next).toBeNull();
  const found = (search: string) => office.finance.ok('invoices.list', { search });
  expect((await found(numbers[1] ?? '')).items).toHaveLength(1);
  expect((await found('示例科技')).items).toHaveLength(3);
  expect((await office.finance.ok('invoices.list', { state: 'issued' })).items).toEqual([]);
});

everyEngine('a sheet that is none changes nothing', async (t) => {
  const { finance } = await openOffice(t);
  expect(await finance.refused('invoices.import', { format: 'xlsx' }, filledSheet(t, []))).toMatchObject({
    code: 'sheet_broken',
  });
  expect(await finance.refused('invoices.import', { format: 'csv' }, Buffer.from('a,b\n1,2\n'))).toMatchObject({
    code: 'sheet_columns',
  });
});
