import { afterAll, expect, vi } from 'vitest';
import { consentOf, fill, form, intoValidity, registerUkey, submit, subscriber } from '../orders/stageForTests.ts';
import { type Customer, oneEngine, type Trial } from '../trial.ts';
import { capture } from './corpus/conditions.ts';
import { drawPaper, type PaperKind } from './corpus/papers.ts';
import { random } from './corpus/random.ts';
import { makeSubject, type Subject } from './corpus/subject.ts';

// The reader gives way to everything else: on a busy machine it takes its time.
vi.setConfig({ testTimeout: 180_000 });
afterAll(() => vi.resetConfig());

const on = { env: { DOCUMENT_CHECKS_AT_ONCE: '1' } };
const own: Partial<Subject> = {
  company: subscriber,
  person: form.representativeName,
  idNumber: form.representativeIdNumber,
};

async function scan(t: Trial, kind: PaperKind, facts: Partial<Subject> = own, hasSeal = true): Promise<Buffer> {
  const r = random(7);
  const subject = { ...makeSubject(r, t.now()), ...facts };
  return capture(r, await drawPaper(r, kind, subject, { hasSeal }), 'clean');
}
const suggested = async (who: Customer, id: string) => {
  const { state, suggestions } = await who.ok('materials.suggestions', { id });
  return { state, codes: suggestions.map(({ code }) => code) };
};

oneEngine(
  'an order is checked before it is assigned, and only the reviewer who holds it reads the whole ID number',
  async (t) => {
    intoValidity(t);
    const who = await t.customer();
    const draft = await fill(t, who, await registerUkey(t));
    const card = await who.ok('materials.upload', { kind: 'id_card' }, await scan(t, 'id_card'));
    const letter = await who.ok(
      'materials.upload',
      { kind: 'authorization' },
      await scan(t, 'authorization', { ...own, reference: draft.id }, false),
    );
    expect(await suggested(who, card.id)).toEqual({ state: 'waiting', codes: [] });
    await t.jobs();
    expect(await suggested(who, card.id)).toEqual({ state: 'done', codes: [] });
    expect(await suggested(who, letter.id)).toEqual({ state: 'done', codes: ['seal_missing'] });
    const stranger = await t.customer();
    expect((await stranger.refused('materials.suggestions', { id: card.id })).code).toBe('not_found');

    const { number } = await who.ok('orders.submit', { draft: draft.id, idCardConsent: await consentOf(who) });
    await t.jobs();
    const [reviewer, auditor] = [await t.staff('reviewer'), await t.staff('auditor')];
    await reviewer.ok('reviews.take', { number });
    const inspected = async (staff: typeof reviewer) =>
      (await staff.ok('reviews.inspect', { number })).documentChecks.find((check) => check.material === card.id);
    const [full, masked] = [await inspected(reviewer), await inspected(auditor)];
    const outcomes = Object.fromEntries((full?.comparisons ?? []).map((one) => [one.fact, one.outcome]));
    expect(outcomes).toEqual({ person: 'equal', id_number: 'equal', id_valid_until: 'equal' });
    expect(full?.comparisons.find((one) => one.fact === 'id_number')).toMatchObject({
      read: form.representativeIdNumber,
      region: { page: 1 },
    });
    expect(masked?.comparisons.find((one) => one.fact === 'id_number')?.read).toBe('110105********002X');
    const rows = await t.ctx.db.selectFrom('document_checks').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(form.representativeIdNumber);
    expect(JSON.stringify(rows)).not.toContain(form.representativeName);
    expect(t.logged()).not.toContain(form.representativeIdNumber);
  },
  on,
);

oneEngine('where checks are off, or fail, nothing is held up', async (t) => {
  intoValidity(t);
  const who = await t.customer();
  await fill(t, who, await registerUkey(t));
  const sent = await who.ok('materials.upload', { kind: 'id_card' }, await scan(t, 'id_card_front'));
  expect(await suggested(who, sent.id)).toEqual({ state: 'failed', codes: [] });
  const order = await submit(t, await t.customer());
  const reviewer = await t.staff('reviewer');
  const { documentChecks } = await reviewer.ok('reviews.inspect', { number: order.number });
  expect(documentChecks.map((check) => check.failure)).toEqual(['off', 'off', 'off']);
});
