import { randomBytes } from 'node:crypto';
import { parseCertificate } from '@jiesuo/certificate';
import type { FindingCode, MaterialKind, Order } from '@jiesuo/contract';
import { afterAll, expect, vi } from 'vitest';
import { capture } from '../checks/corpus/conditions.ts';
import { drawPaper, type PaperKind } from '../checks/corpus/papers.ts';
import { random } from '../checks/corpus/random.ts';
import { makeSubject, type Subject } from '../checks/corpus/subject.ts';
import { consentOf, fill, form, intoValidity, subscriber } from '../orders/stageForTests.ts';
import { type Customer, oneEngine, type Trial } from '../trial.ts';
import { approveFirst, knownFor, ukeyOf } from './stageForTests.ts';

// Every paper is a picture that is really read, by a process that gives way to everything else.
vi.setConfig({ testTimeout: 400_000 });
afterAll(() => vi.resetConfig());

/** As production: papers are read, rules hold orders up, and nobody has changed a setting. */
const shipped = { env: { RISK_RULES: 'on', DOCUMENT_CHECKS_AT_ONCE: '1' } };
const kinds = ['business_license', 'id_card', 'authorization'] as const satisfies readonly (MaterialKind & PaperKind)[];
type PaperKindOfOrder = (typeof kinds)[number];

interface Forgery {
  /** Which paper, and what stands on it that is not true of the applicant. */
  readonly paper: PaperKindOfOrder;
  readonly says: (other: Subject) => Partial<Subject>;
  /** What the machine must have seen. */
  readonly found: FindingCode;
}
const forgeries: Readonly<Record<string, Forgery>> = {
  "another company's licence": {
    paper: 'business_license',
    says: ({ company, uscc }) => ({ company, uscc }),
    found: 'company_differs',
  },
  'the right name with a wrong credit code': {
    paper: 'business_license',
    says: ({ uscc }) => ({ uscc }),
    found: 'uscc_differs',
  },
  "another person's ID card": {
    paper: 'id_card',
    says: ({ person, idNumber }) => ({ person, idNumber }),
    found: 'id_number_differs',
  },
  'an authorisation of another person': {
    paper: 'authorization',
    says: ({ person, idNumber }) => ({ person, idNumber }),
    found: 'id_number_differs',
  },
  'a letter that was printed for another application': {
    paper: 'authorization',
    says: ({ reference }) => ({ reference }),
    found: 'letter_of_another_draft',
  },
};

interface Drawn {
  readonly facts: Partial<Subject>;
  readonly sealOf?: string;
}
async function scan(t: Trial, kind: PaperKind, { facts, sealOf }: Drawn): Promise<Buffer> {
  const r = random(7);
  const subject = { ...makeSubject(r, t.now()), ...facts };
  return capture(r, await drawPaper(r, kind, subject, { hasSeal: true, ...(sealOf && { sealOf }) }), 'clean');
}

/** An application with pictures for these papers, and rows without a picture for the others. */
async function apply(
  t: Trial,
  who: Customer,
  papers: readonly PaperKindOfOrder[],
  forge: (drawn: Drawn) => Drawn = (drawn) => drawn,
): Promise<Order> {
  const ukey = await ukeyOf(t, who.mobile);
  const draft = await fill(t, who, ukey);
  // Rows without a picture are no scan that two accounts sent.
  await t.ctx.db
    .updateTable('materials')
    .set({ uploaded_sha256: randomBytes(32).toString('hex') })
    .where('draft_id', '=', draft.id)
    .execute();
  const { certificate } = await t.ctx.db
    .selectFrom('ukeys')
    .select('certificate')
    .where('serial', '=', ukey.claimedSerial)
    .executeTakeFirstOrThrow();
  const { uscc = '' } = parseCertificate(certificate).identity;
  const facts = {
    company: subscriber,
    uscc,
    person: form.representativeName,
    idNumber: form.representativeIdNumber,
    reference: draft.id,
  };
  for (const kind of papers) await who.ok('materials.upload', { kind }, await scan(t, kind, forge({ facts })));
  const order = await who.ok('orders.submit', { draft: draft.id, idCardConsent: await consentOf(who) });
  await t.jobs();
  return order;
}

oneEngine(
  'of forged papers, read as pictures, none passes before a second person has seen what the machine saw, and honest ones pass',
  async (t) => {
    intoValidity(t);
    const [who, one, two] = [await t.customer(), await t.staff('reviewer'), await t.staff('supervisor')];
    await knownFor(t, who, 900);
    const honest = await apply(t, who, kinds);
    await approveFirst(one, honest);
    // Else the forgeries would prove nothing.
    expect((await who.ok('orders.get', { number: honest.number })).status).toBe('awaiting_reset');
    const other = makeSubject(random(99), t.now());
    for (const [what, { paper, says, found }] of Object.entries(forgeries)) {
      const order = await apply(t, who, [paper], (drawn) => ({ facts: { ...drawn.facts, ...says(other) } }));
      const { number } = order;
      await approveFirst(one, order);
      const { approval, reasons } = await two.ok('risk.show', { number });
      const contradicted = reasons.find(({ rule }) => rule === 'material_contradicts');
      expect([what, approval, contradicted?.facts]).toEqual([
        what,
        'second',
        [expect.objectContaining({ value: expect.stringContaining(found) })],
      ]);
      expect((await one.refused('risk.take', { number })).code).toBe('second_review_not_yours');
      expect((await who.ok('orders.get', { number })).status).toBe('in_review');
    }
  },
  shipped,
);

oneEngine(
  "another account's scan with the name painted over is known by its look, and shown to a second person",
  async (t) => {
    intoValidity(t);
    const [victim, who] = [await t.customer(), await t.customer()];
    const [one, two] = [await t.staff('reviewer'), await t.staff('supervisor')];
    for (const customer of [victim, who]) await knownFor(t, customer, 900);
    const company = '云川市恒泰测绘有限公司';
    const licence = ['business_license'] as const;
    await apply(t, victim, licence, (drawn) => ({ facts: { ...drawn.facts, company }, sealOf: company }));
    // The same sheet, seals and all, but for the name.
    const order = await apply(t, who, licence, (drawn) => ({ ...drawn, sealOf: company }));
    const { number } = order;
    await approveFirst(one, order);
    const { approval, reasons } = await two.ok('risk.show', { number });
    expect([approval, reasons.find(({ rule }) => rule === 'material_seen')?.facts]).toEqual([
      'second',
      [{ fact: 'material', value: 'business_license' }],
    ]);
    expect((await who.ok('orders.get', { number })).status).toBe('in_review');
  },
  shipped,
);
