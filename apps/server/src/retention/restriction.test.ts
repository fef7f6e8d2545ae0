import { type Operations, staffRoles } from '@jiesuo/contract';
import { type Console, console as contract } from '@jiesuo/contract/console';
import { v7 as uuid } from 'uuid';
import { expect } from 'vitest';
import * as sample from '../materials/decode/samples.ts';
import { keepPages } from '../materials/keep.ts';
import { consentOf, fill, form, intoValidity, move, registerUkey } from '../orders/stageForTests.ts';
import { everyEngine, oneEngine, type Staff, type Trial } from '../trial.ts';

const day = 24 * 3_600;
const withForm = { ...form, email: 'li.si@example.com' };
const secrets = [form.representativeName, form.representativeIdNumber, form.representativeMobile, withForm.email];

/** A completed order with an ID card and a voucher. */
async function completed(t: Trial) {
  intoValidity(t);
  const who = await t.customer();
  const draft = await fill(t, who, await registerUkey(t));
  await who.ok('drafts.save', withForm);
  await who.ok('materials.upload', { kind: 'id_card' }, await sample.scan(60, 40));
  const { number } = await who.ok('orders.submit', { draft: draft.id, idCardConsent: await consentOf(who) });
  await move(t, number, 'approve');
  await move(t, number, 'complete');
  const { db, caId } = t.ctx;
  const order = await db.selectFrom('orders').selectAll().where('number', '=', number).executeTakeFirstOrThrow();
  const material = await db
    .selectFrom('materials')
    .select('id')
    .where('order_id', '=', order.id)
    .where('kind', '=', 'id_card')
    .executeTakeFirstOrThrow();
  const voucher = uuid();
  const base = { ca_id: caId, media_type: 'image/png', bytes: 8 };
  const hashes = { uploaded_sha256: '-', kept_sha256: '-', uploaded_at: t.now() };
  await db
    .insertInto('pay_vouchers')
    .values({ ...base, ...hashes, id: voucher, order_id: order.id, pages: 1 })
    .execute();
  const picture = await sample.scan(60, 40);
  const files = await keepPages(t.ctx, { mediaType: 'image/png', kept: picture, pages: [picture] });
  await db
    .insertInto('files')
    .values(
      files.map((file) => ({
        ...file,
        id: uuid(),
        ca_id: caId,
        material_id: null,
        voucher_id: voucher,
        created_at: t.now(),
      })),
    )
    .execute();
  return { who, order, number, material: material.id };
}

/** Of staff themselves, of texts and settings, of accounts' numbers: nothing of an order can be asked for. */
const ofNoOrder = ['staff', 'settings', 'notices', 'texts', 'mobileChanges', 'apiKeys', 'links'];

/** Every other operation of the console that answers with something, and how it is asked about this order. Null: what it answers is of no order. */
const questions = (number: string, material: string): { [N in keyof Console]?: object | null } => ({
  'figures.orders': { from: '2026-11-01', to: '2026-11-30' },
  'figures.reviews': { from: '2026-11-01', to: '2026-11-30' },
  'figures.resets': { from: '2026-11-01', to: '2026-11-30' },
  'figures.reviewers': { from: '2026-11-01', to: '2026-11-30' },
  'figures.money': { from: '2026-11-01', to: '2026-11-30' },
  'figures.messages': { from: '2026-11-01', to: '2026-11-30' },
  'figures.save': { table: 'orders', from: '2026-11-01', to: '2026-11-30' },
  'reviews.queue': {},
  'reviews.counts': {},
  'reviews.inspect': { number },
  'reviews.material': { id: material, page: 1 },
  'reviews.unmask': { number, reason: '核对' },
  'reviews.take': { number },
  'risk.show': { number },
  'risk.list': { state: 'stopped' },
  'orders.search': { search: number },
  'orders.evidenceCopy': { number },
  'payments.list': {},
  'payments.inspect': { number },
  'payments.voucher': { number, page: 1 },
  'refunds.list': {},
  'moneyIssues.list': {},
  'bills.list': {},
  'bills.save': null,
  'invoices.list': {},
  'invoices.inspect': null,
  'invoices.sheet': null,
  'invoices.file': null,
  'invoices.redLetter': null,
  'custody.list': { state: 'decided', search: number },
  'ukeys.list': {},
  'ukeys.inspect': null,
  'sms.list': {},
  'sms.status': {},
  'audit.list': { subject: number },
  'audit.state': {},
  'audit.prove': null,
  'audit.compare': null,
  'audit.export': { subject: number },
  'retention.state': {},
  'retention.list': {},
  'retention.openings': {},
  'retention.export': {},
  'webhooks.list': {},
  // Of numbers and states alone, and of a webhook that there is.
  'webhooks.deliveries': null,
});

const isPicture = (body: unknown) =>
  Buffer.isBuffer(body) && body.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]));

/** Which operations gave away a byte of form or material. */
async function leaks(staff: readonly Staff[], asked: ReturnType<typeof questions>): Promise<string[]> {
  const found = new Set<string>();
  for (const [name, input] of Object.entries(asked))
    for (const one of input === null ? [] : staff) {
      const { body, status } = await one.call(name as keyof Console, input);
      const text = Buffer.isBuffer(body) ? body.toString() : JSON.stringify(body);
      if (status === 200 && (isPicture(body) || secrets.some((secret) => text.includes(secret)))) found.add(name);
    }
  return [...found].toSorted();
}

oneEngine('30 days after its end no operation shows a byte of an order’s form or materials', async (t) => {
  const { number, material } = await completed(t);
  const asked = questions(number, material);
  const answering = Object.values(contract as Operations)
    .filter(({ kind, roles }) => (kind === 'read' || kind === 'file') && !roles.includes('anyone'))
    .map(({ name }) => name)
    .filter((name) => !ofNoOrder.includes(name.split('.')[0] ?? ''));
  // Whoever adds an operation says here how it is asked.
  expect(answering.filter((name) => !(name in asked))).toEqual([]);
  const everybody = () => Promise.all(staffRoles.map((role) => t.staff(role)));
  expect(await leaks(await everybody(), asked)).toEqual([
    'payments.voucher',
    'reviews.inspect',
    'reviews.material',
    'reviews.unmask',
  ]);
  t.advance(30 * day);
  expect(await leaks(await everybody(), asked)).toEqual([]);
});

everyEngine('a closed order opens for one person, for half an hour and a reason that auditors read', async (t) => {
  const { number, material, who } = await completed(t);
  t.advance(30 * day - 60);
  const early = await t.staff('supervisor');
  expect((await early.ok('reviews.inspect', { number })).restriction).toBeNull();
  expect((await early.refused('retention.open', { number, reason: '投诉核查' })).code).toBe('order_state');
  t.advance(60);
  const [supervisor, other, finance, auditor] = [
    await t.staff('supervisor'),
    await t.staff('supervisor'),
    await t.staff('finance'),
    await t.staff('auditor'),
  ];
  const closed = await supervisor.ok('reviews.inspect', { number });
  expect(closed).toMatchObject({
    materials: [],
    documentChecks: [],
    mayViewMaterials: false,
    form: { customerName: form.customerName, representativeName: '', representativeMobile: '', email: null },
    restriction: { openedUntil: null, openings: 0 },
  });
  for (const [name, input] of [
    ['reviews.material', { id: material, page: 1 }],
    ['reviews.unmask', { number, reason: '核对' }],
    ['orders.evidenceCopy', { number }],
  ] as const)
    expect([name, (await supervisor.refused(name, input)).code]).toEqual([name, 'order_restricted']);
  expect((await finance.refused('payments.voucher', { number })).code).toBe('order_restricted');

  await supervisor.ok('retention.open', { number, reason: '投诉核查' });
  expect(await supervisor.ok('reviews.inspect', { number })).toMatchObject({
    form: { representativeName: form.representativeName },
    restriction: { openings: 1, openedUntil: expect.any(String) },
    mayViewMaterials: true,
  });
  expect((await supervisor.call('reviews.material', { id: material, page: 1 })).status).toBe(200);
  expect((await other.refused('reviews.material', { id: material, page: 1 })).code).toBe('order_restricted');
  expect((await auditor.ok('retention.openings', {})).items).toMatchObject([{ number, reason: '投诉核查' }]);
  expect(await auditor.ok('retention.state', {})).toMatchObject({ restricted: 1, openings: 1 });
  expect((await auditor.ok('audit.list', { operation: 'retention.open' })).items).toMatchObject([
    { subject: number, actor: `staff:${supervisor.staffId}`, detail: { reason: '投诉核查' } },
  ]);
  for (const minutes of [10, 10, 9]) {
    t.advance(minutes * 60);
    await supervisor.ok('reviews.unmask', { number, reason: '核对' });
  }
  t.advance(60);
  expect((await supervisor.refused('reviews.unmask', { number, reason: '核对' })).code).toBe('order_restricted');
  await who.ok('accounts.logIn', { mobile: who.mobile, password: who.password });
  expect((await who.ok('orders.get', { number })).form.representativeName).toBe(form.representativeName);
});
