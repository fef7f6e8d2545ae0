import { expect } from 'vitest';
import { submit } from '../orders/stageForTests.ts';
import { everyEngine } from '../trial.ts';
import { askFor, beginRefund, company, openOffice, paidOrder, person, refund } from './stageForTests.ts';

everyEngine('an invoice is for an order whose fee is paid and kept, and is asked for once', async (t) => {
  const office = await openOffice(t);
  const who = await t.customer();
  const { id: title } = await who.ok('invoiceTitles.add', company);
  const unpaid = await submit(t, who);
  expect(await who.ok('invoices.show', { number: unpaid.number })).toMatchObject({ isOffered: false, invoice: null });
  expect(await who.refused('invoices.ask', { number: unpaid.number, title, sort: 'ordinary' })).toMatchObject({
    code: 'invoice_not_due',
  });
  const { order } = await paidOrder(t, office, who);
  expect(await who.ok('invoices.show', { number: order.number })).toMatchObject({
    isOffered: true,
    kinds: ['ordinary'],
    suggestion: { name: order.customerName, taxNumber: expect.stringMatching(/^[0-9A-Z]{18}$/) },
  });
  const asks = await Promise.all(
    Array.from({ length: 3 }, () => who.call('invoices.ask', { number: order.number, title, sort: 'ordinary' })),
  );
  expect(asks.map((one) => one.status).toSorted((a, b) => a - b)).toEqual([200, 409, 409]);
  expect((await who.refused('invoices.ask', { number: order.number, title, sort: 'ordinary' })).code).toBe(
    'invoice_asked_already',
  );
  expect(await who.ok('invoices.show', { number: order.number })).toMatchObject({
    isOffered: false,
    invoice: { state: 'requested', amountFen: order.feeFen, title: company, files: [] },
  });
  expect(await t.ctx.db.selectFrom('invoices').selectAll().execute()).toHaveLength(1);
});

everyEngine('money that is about to go back asks for no invoice, though nobody has approved it yet', async (t) => {
  const office = await openOffice(t);
  const { who, order } = await paidOrder(t, office);
  const { id: title } = await who.ok('invoiceTitles.add', company);
  await beginRefund(t, office, order.number);
  expect(await who.ok('invoices.show', { number: order.number })).toMatchObject({ isOffered: false });
  expect(await who.refused('invoices.ask', { number: order.number, title, sort: 'ordinary' })).toMatchObject({
    code: 'invoice_not_due',
  });
});

everyEngine('a later edit of the title changes no request, and another order or title is not there', async (t) => {
  const office = await openOffice(t);
  const { who, order } = await paidOrder(t, office);
  const stranger = await t.customer();
  const { id: title } = await who.ok('invoiceTitles.add', person);
  const theirs = await stranger.ok('invoiceTitles.add', company);
  expect(await who.refused('invoices.ask', { number: order.number, title: theirs.id, sort: 'ordinary' })).toMatchObject(
    {
      code: 'not_found',
    },
  );
  await who.ok('invoices.ask', { number: order.number, title, sort: 'ordinary' });
  await who.ok('invoiceTitles.edit', { ...company, id: title });
  await who.ok('invoiceTitles.remove', { id: title });
  expect((await who.ok('invoices.show', { number: order.number })).invoice?.title).toMatchObject(person);
  for (const name of ['invoices.show', 'invoices.withdraw'] as const)
    expect(await stranger.refused(name, { number: order.number })).toMatchObject({ code: 'not_found' });
  expect(
    await stranger.refused('invoices.ask', { number: order.number, title: theirs.id, sort: 'ordinary' }),
  ).toMatchObject({ code: 'not_found' });
  const kept = JSON.stringify([
    await t.ctx.db.selectFrom('invoices').selectAll().execute(),
    await t.ctx.db.selectFrom('audit_leaves').select('entry').execute(),
  ]);
  for (const text of ['李四', 'li@example.com']) expect(kept + t.logged()).not.toContain(text);
});

everyEngine('what kinds there are is a setting, and a special invoice needs all of an organisation', async (t) => {
  const office = await openOffice(t);
  const { who, order } = await paidOrder(t, office);
  const administrator = await t.staff('administrator');
  const short = await who.ok('invoiceTitles.add', company);
  const whole = await who.ok('invoiceTitles.add', {
    ...company,
    address: '示例路 1 号',
    phone: '021-00000000',
    bank: '示例银行',
    bankAccount: '6222020000000000001',
  });
  const special = (title: string) => ({ number: order.number, title, sort: 'special' as const });
  expect(await who.refused('invoices.ask', special(whole.id))).toMatchObject({ code: 'invoice_kind_off' });
  await administrator.ok('settings.change', { invoiceKinds: ['ordinary', 'special'] });
  expect(await who.refused('invoices.ask', special(short.id))).toMatchObject({ code: 'invoice_title_unfit' });
  expect((await who.ok('invoices.ask', special(whole.id))).invoice).toMatchObject({ kind: 'special' });
  await administrator.ok('settings.change', { invoiceKinds: [] });
  await who.ok('invoices.withdraw', { number: order.number });
  expect(await who.ok('invoices.show', { number: order.number })).toMatchObject({ isOffered: false, kinds: [] });
});

everyEngine('a request may be withdrawn until it is exported, and asked for again', async (t) => {
  const office = await openOffice(t);
  const { who, order } = await paidOrder(t, office);
  const first = await askFor(who, order.number);
  expect((await who.ok('invoices.withdraw', { number: order.number })).invoice).toMatchObject({ state: 'withdrawn' });
  expect(await who.refused('invoices.withdraw', { number: order.number })).toMatchObject({ code: 'invoice_state' });
  t.advance(1);
  const again = await askFor(who, order.number);
  expect(again).not.toBe(first);
  await office.finance.ok('invoices.export', {});
  expect(await who.refused('invoices.withdraw', { number: order.number })).toMatchObject({ code: 'invoice_state' });
});

everyEngine('a request that finance sends back says why, and is corrected under its own number', async (t) => {
  const office = await openOffice(t);
  const { who, order } = await paidOrder(t, office);
  const request = await askFor(who, order.number);
  await office.finance.ok('invoices.reject', { request, reason: '名称与税务登记不一致' });
  expect(await who.ok('invoices.show', { number: order.number })).toMatchObject({
    isOffered: true,
    invoice: { state: 'rejected', reason: '名称与税务登记不一致' },
  });
  expect(await askFor(who, order.number, person)).toBe(request);
  expect((await who.ok('invoices.show', { number: order.number })).invoice).toMatchObject({
    state: 'requested',
    reason: null,
    title: person,
  });
  expect(await office.finance.refused('invoices.export', { requests: ['FP20261122000000000000'] })).toMatchObject({
    code: 'invoices_none',
  });
});

everyEngine('a refund that is done ends a request that waits, whoever has it', async (t) => {
  const office = await openOffice(t);
  const [waiting, exported] = [await paidOrder(t, office), await paidOrder(t, office)];
  await askFor(exported.who, exported.order.number);
  await office.finance.ok('invoices.export', {});
  await askFor(waiting.who, waiting.order.number);
  for (const { who, order } of [waiting, exported]) {
    await refund(t, office, order.number);
    expect(await who.ok('invoices.show', { number: order.number })).toMatchObject({
      isOffered: false,
      invoice: { state: 'ended' },
    });
  }
  expect(await office.finance.refused('invoices.export', {})).toMatchObject({ code: 'invoices_none' });
  const leaves = await t.ctx.db
    .selectFrom('audit_leaves')
    .select(['actor', 'subject'])
    .where('operation', '=', 'invoices.settle')
    .orderBy('id')
    .execute();
  expect(leaves).toEqual([waiting, exported].map(({ order }) => ({ actor: 'system', subject: order.number })));
});
