import { randomBytes } from 'node:crypto';
import { type FindingCode, type Order, type ReadUkey, type RiskRule, riskRuleNames } from '@jiesuo/contract';
import { expect, vi } from 'vitest';
import { consentOf, fill, form, intoValidity } from '../orders/stageForTests.ts';
import { type Customer, everyEngine, type Staff, type Trial } from '../trial.ts';
import { accepting, approveFirst, enforced, knownFor, ukeyOf } from './stageForTests.ts';

// Many applications in one test: each is a whole one.
vi.setConfig({ testTimeout: 240_000 });

interface Stage {
  readonly t: Trial;
  /** A customer for years, whose number is on record: nothing is wrong with it. */
  readonly who: Customer;
  readonly one: Staff;
  readonly two: Staff;
}
interface Papers {
  readonly ukey?: ReadUkey;
  readonly form?: Partial<Record<Exclude<keyof typeof form, 'hasIdCardConsent'> | 'deadline', string>>;
  readonly findings?: readonly FindingCode[];
  readonly isUnreadable?: boolean;
  /** The bytes of which order these are. */
  readonly copiedFrom?: Order;
}
type Forgery = readonly [what: string, rules: readonly RiskRule[], apply: (stage: Stage) => Promise<Order>];

async function openStage(t: Trial): Promise<Stage> {
  intoValidity(t);
  const [who, one, two] = [await t.customer(), await t.staff('reviewer'), await t.staff('supervisor')];
  await knownFor(t, who, 900);
  return { t, who, one, two };
}

async function apply({ t, who }: Pick<Stage, 't' | 'who'>, papers: Papers = {}): Promise<Order> {
  const draft = await fill(t, who, papers.ukey ?? (await ukeyOf(t, who.mobile)));
  if (papers.form) await who.ok('drafts.save', { ...form, ...papers.form });
  const materials = t.ctx.db.selectFrom('materials');
  const own = await materials.select(['id', 'kind']).where('draft_id', '=', draft.id).execute();
  const source = papers.copiedFrom?.materials.map(({ id }) => id) ?? [];
  const copied = source.length === 0 ? [] : await materials.selectAll().where('id', 'in', source).execute();
  for (const { id, kind } of own) {
    const sha256 = copied.find((one) => one.kind === kind)?.uploaded_sha256 ?? randomBytes(32).toString('hex');
    await t.ctx.db.updateTable('materials').set({ uploaded_sha256: sha256 }).where('id', '=', id).execute();
    await t.ctx.db
      .insertInto('document_checks')
      .values({
        material_id: id,
        ca_id: t.ctx.caId,
        state: papers.isUnreadable ? 'failed' : 'done',
        failure: papers.isUnreadable ? 'unreadable' : null,
        draft_id: draft.id,
        codes: JSON.stringify(kind === 'business_license' ? (papers.findings ?? []) : []),
        queued_at: t.now(),
      })
      .execute();
  }
  return who.ok('orders.submit', { draft: draft.id, idCardConsent: await consentOf(who) });
}

/** As an order that was completed some days ago; the returned act undoes it, for the forgeries after this one. */
async function complete({ t }: Stage, { number }: Order, days: number): Promise<void> {
  await t.ctx.db
    .updateTable('orders')
    .set({ status: 'completed', approval: 'done', completed_at: new Date(t.now().getTime() - days * 24 * 3_600_000) })
    .where('number', '=', number)
    .execute();
}
const forget = ({ t }: Stage, { number }: Order) =>
  t.ctx.db.updateTable('orders').set({ status: 'cancelled' }).where('number', '=', number).execute();

const found =
  (...findings: FindingCode[]) =>
  (stage: Stage) =>
    apply(stage, { findings });

const stolen: readonly Forgery[] = [
  [
    'a stolen UKey and an account made for it, with the swapped number that is on record',
    ['new_account'],
    async ({ t }) => {
      const thief = await t.customer();
      return apply({ t, who: thief }, { ukey: await ukeyOf(t, thief.mobile) });
    },
  ],
  [
    'a stolen UKey, applied for from another number than the one on record',
    ['phone_not_on_record'],
    async (stage) => apply(stage, { ukey: await ukeyOf(stage.t, '13900000002') }),
  ],
  [
    "a number taken over by a swapped SIM, the account's password recovered with it",
    ['account_recovered'],
    async (stage) => {
      const { t, who } = stage;
      t.advance(61);
      await who.ok('accounts.sendCode', { mobile: who.mobile, purpose: 'reset_password' });
      const code = (await t.sms(who.mobile)).at(-1)?.variables['code'] ?? '';
      await who.ok('accounts.resetPassword', { mobile: who.mobile, code, password: who.password });
      await who.ok('accounts.logIn', { mobile: who.mobile, password: who.password });
      const order = await apply(stage);
      await t.ctx.db.updateTable('accounts').set({ recovered_at: null }).execute();
      return order;
    },
  ],
  [
    'an account that is only as old as the review was slow',
    ['new_account'],
    async (stage) => {
      const { t } = stage;
      const thief = await t.customer();
      const order = await apply({ t, who: thief }, { ukey: await ukeyOf(t, thief.mobile) });
      await knownFor(t, thief, 30);
      return order;
    },
  ],
  [
    'an account that acts for one subscriber after another',
    ['many_subscribers'],
    async (stage) => {
      const { t } = stage;
      const earlier = [await apply(stage), await apply(stage)];
      for (const [n, order] of earlier.entries())
        await t.ctx.db
          .updateTable('orders')
          .set({ customer_name: `示例第${n + 1}有限公司`, status: 'cancelled' })
          .where('number', '=', order.number)
          .execute();
      return apply(stage);
    },
  ],
];

const papers: readonly Forgery[] = [
  ["another company's licence", ['material_contradicts'], found('company_differs')],
  ['the right name with a wrong credit code', ['material_contradicts'], found('uscc_differs')],
  ['a credit code that cannot exist', ['material_contradicts'], found('uscc_check_digit')],
  ["a licence whose QR code names another company's code", ['material_contradicts'], found('code_differs')],
  ['a letter with the seal of another company', ['material_contradicts'], found('seal_name_differs')],
  ["another person's ID card", ['material_contradicts'], found('person_differs')],
  ['an ID card with one digit changed', ['material_contradicts'], found('id_number_differs')],
  ['an ID number that cannot exist', ['material_contradicts'], found('id_number_check_digit')],
  ['a letter printed for another application', ['material_contradicts'], found('letter_of_another_draft')],
  ["another account's scan with the name edited", ['material_seen'], found('similar_elsewhere')],
  ["another account's scan encoded anew", ['material_seen'], found('seen_elsewhere')],
  [
    "another account's scans, byte for byte",
    ['material_seen'],
    async (stage) => {
      const { t } = stage;
      const other = await t.customer();
      const honest = await apply({ t, who: other });
      return apply(stage, { copiedFrom: honest });
    },
  ],
  [
    'papers that no machine can read, an hour before a bid opens',
    ['deadline_near', 'material_unread'],
    (stage) => apply(stage, { isUnreadable: true, form: { deadline: inShanghai(stage.t, 2) } }),
  ],
];

const repeated: readonly Forgery[] = [
  [
    'a second reset within a week',
    ['second_reset'],
    async (stage) => {
      const before = await apply(stage);
      await complete(stage, before, 3);
      const order = await apply(stage, { ukey: await sameUkey(stage, before) });
      await forget(stage, before);
      return order;
    },
  ],
  [
    "a reset of the subscriber's other UKey within the quarter",
    ['second_reset'],
    async (stage) => {
      const before = await apply(stage);
      await complete(stage, before, 80);
      const order = await apply(stage);
      await forget(stage, before);
      return order;
    },
  ],
  [
    'a representative whom nobody has seen before',
    ['representative_changed'],
    async (stage) => {
      const before = await apply(stage);
      await complete(stage, before, 400);
      const order = await apply(stage, { form: { representativeName: '王五' } });
      await forget(stage, before);
      return order;
    },
  ],
  [
    'a namesake of the representative',
    ['representative_changed'],
    async (stage) => {
      const before = await apply(stage);
      await complete(stage, before, 400);
      const order = await apply(stage, { form: { representativeIdNumber: '999999199003071015' } });
      await forget(stage, before);
      return order;
    },
  ],
];

const sameUkey = async ({ t }: Stage, { ukeySerial }: Order): Promise<ReadUkey> => {
  const template = await ukeyOf(t, '13900000003');
  return { ...template, claimedSerial: ukeySerial };
};

/** As the form types it. */
const inShanghai = (t: Trial, hours: number): string =>
  new Date(t.now().getTime() + (8 + hours) * 3_600_000).toISOString().slice(0, 16);

for (const [group, forgeries] of Object.entries({
  'stolen UKeys and numbers': stolen,
  'forged papers': papers,
  'repeated and changed': repeated,
}))
  everyEngine(
    `${group}: of ${forgeries.length} forgeries none passes before a second person has seen why`,
    async (t) => {
      const stage = await openStage(t);
      const { one, two, who } = stage;
      const honest = await apply(stage);
      await approveFirst(one, honest);
      // Else the forgeries would prove nothing.
      expect((await who.ok('orders.get', { number: honest.number })).status).toBe('awaiting_reset');
      for (const [what, rules, forge] of forgeries) {
        const order = await forge(stage);
        const { number } = order;
        await approveFirst(one, order);
        const shown = await two.ok('risk.show', { number });
        const seen = shown.reasons.map(({ rule }) => rule);
        expect([what, shown.approval, seen]).toEqual([what, 'second', expect.arrayContaining([...rules])]);
        expect((await one.refused('risk.take', { number })).code).toBe('second_review_not_yours');
        // A second who was not shown the reason approves nothing.
        await two.ok('risk.take', { number });
        const blind = { number, decision: 'approve', reason: '已核实' } as const;
        const unshown = seen.filter((rule) => !rules.includes(rule));
        expect((await two.ok('risk.decide', { ...blind, seen: unshown })).approval).toBe('second');
        const { status } = await t.ctx.db
          .selectFrom('orders')
          .select('status')
          .where('number', '=', number)
          .executeTakeFirstOrThrow();
        expect([what, status]).toEqual([what, 'in_review']);
      }
    },
    enforced,
  );

everyEngine(
  'nobody approves an order of an account or a representative of his own name or number, as first or as second',
  async (t) => {
    const stage = await openStage(t);
    const { one, two, who } = stage;
    const own = {
      name: await t.staff('reviewer'),
      number: await t.staff('reviewer'),
      representative: await t.staff('reviewer'),
    };
    const set = (staff: Staff, facts: { display_name: string }) =>
      t.ctx.db.updateTable('staff').set(facts).where('id', '=', staff.staffId).execute();
    await set(own.name, { display_name: '张 三' });
    const security = await t.staff('security_administrator');
    await security.ok('staff.setMobile', { id: own.number.staffId, mobile: who.mobile, reason: '入职登记' });
    await set(own.representative, { display_name: form.representativeName });
    const order = await apply(stage, { findings: ['company_differs'] });
    const { number } = order;
    for (const staff of Object.values(own)) {
      await staff.ok('reviews.take', { number });
      expect((await staff.refused('reviews.decide', { number, ...accepting(order) })).code).toBe('own_order');
      await staff.ok('reviews.release', { number });
    }
    await approveFirst(one, order);
    const fresh = await t.staff('supervisor');
    await set(fresh, { display_name: '张三' });
    expect((await fresh.refused('risk.take', { number })).code).toBe('own_order');
    await two.ok('risk.take', { number });
    await two.ok('risk.decide', { number, seen: riskRuleNames, decision: 'approve', reason: '已与登记联系人通话' });
  },
  enforced,
);
