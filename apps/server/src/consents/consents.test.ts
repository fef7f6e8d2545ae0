import { expect } from 'vitest';
import * as sample from '../materials/decode/samples.ts';
import { begin, consentOf, fill, intoValidity, later, registerUkey, submit } from '../orders/stageForTests.ts';
import { accepting } from '../risk/stageForTests.ts';
import { type Customer, everyEngine, type Trial } from '../trial.ts';

const idCard = async (who: Customer) =>
  (await who.ok('consents.state', {})).items.find(({ kind }) => kind === 'id_card')?.state;

/** The CA's name is part of every text: a new one makes new texts. */
const changeTexts = (t: Trial, name: string) =>
  t.ctx.db
    .insertInto('settings')
    .values({ ca_id: t.ctx.caId, key: 'caName', value: JSON.stringify(name), changed_at: t.now() })
    .onConflict((on) => on.columns(['ca_id', 'key']).doUpdateSet({ value: JSON.stringify(name) }))
    .execute();

everyEngine(
  'no image of an ID card is taken in before the separate consent, and none after it was withdrawn',
  async (t) => {
    intoValidity(t);
    const who = await t.customer();
    await begin(t, who, await registerUkey(t));
    const photo = await sample.photo(60, 40);
    await who.ok('consents.withdraw', { kind: 'id_card' });
    expect((await who.refused('materials.upload', { kind: 'id_card' }, photo)).code).toBe('id_card_consent_needed');
    await who.ok('materials.upload', { kind: 'business_license' }, photo);
    await who.ok('consents.give', { kind: 'id_card', version: await consentOf(who) });
    await who.ok('materials.upload', { kind: 'id_card' }, photo);
    const fresh = await t.customer();
    expect(await idCard(fresh)).toBe('none');
  },
);

everyEngine("consents.withdraw deletes the draft's image with its file and leaves the rest of the draft", async (t) => {
  intoValidity(t);
  const who = await t.customer();
  await begin(t, who, await registerUkey(t));
  const photo = await sample.photo(60, 40);
  await who.ok('materials.upload', { kind: 'id_card' }, photo);
  const stored = async () => {
    const keys: string[] = [];
    for await (const { storeKey } of t.ctx.files.list()) keys.push(storeKey);
    return keys.length;
  };
  expect(await stored()).toBeGreaterThan(0);
  await who.ok('materials.upload', { kind: 'authorization' }, photo);
  await who.ok('consents.withdraw', { kind: 'id_card' });
  await who.ok('consents.withdraw', { kind: 'id_card' });
  expect((await who.ok('drafts.get', {})).draft?.materials.map(({ kind }) => kind)).toEqual(['authorization']);
  const rows = await t.ctx.db.selectFrom('files').select('id').execute();
  expect(await stored()).toBe(rows.length);
  expect(await idCard(who)).toBe('withdrawn');
});

everyEngine('a withdrawn consent closes the image of an open order to staff until it is given again', async (t) => {
  intoValidity(t);
  const who = await t.customer();
  const draft = await fill(t, who, await registerUkey(t));
  await who.ok('materials.upload', { kind: 'id_card' }, await sample.photo(60, 40));
  const order = await who.ok('orders.submit', { draft: draft.id, idCardConsent: await consentOf(who) });
  const { number } = order;
  const card = order.materials.find(({ kind }) => kind === 'id_card')?.id ?? '';
  const [reviewer, auditor] = [await t.staff('reviewer'), await t.staff('auditor')];
  await reviewer.ok('reviews.take', { number });
  await reviewer.ok('reviews.material', { id: card });
  expect((await who.ok('consents.withdraw', { kind: 'id_card' })).openOrders).toBe(1);
  for (const staff of [reviewer, auditor])
    expect((await staff.refused('reviews.material', { id: card })).code).toBe('id_card_closed');
  const closed = await reviewer.ok('reviews.inspect', { number });
  expect(closed.isIdCardClosed).toBe(true);
  expect(closed.documentChecks.map(({ material }) => material)).not.toContain(card);
  expect((await reviewer.refused('reviews.decide', { number, ...accepting(order) })).code).toBe('id_card_closed');
  expect((await who.ok('orders.get', { number })).safety.isIdCardClosed).toBe(true);
  // Their own image stays theirs to see.
  await who.ok('materials.preview', { id: card });
  await who.ok('consents.give', { kind: 'id_card', version: await consentOf(who) });
  await reviewer.ok('reviews.material', { id: card });
  await reviewer.ok('reviews.decide', { number, ...accepting(order) });
});

everyEngine('what an order that has ended was judged on stays evidence when the consent is withdrawn', async (t) => {
  intoValidity(t);
  const who = await t.customer();
  const draft = await fill(t, who, await registerUkey(t));
  await who.ok('materials.upload', { kind: 'id_card' }, await sample.photo(60, 40));
  const order = await who.ok('orders.submit', { draft: draft.id, idCardConsent: await consentOf(who) });
  await who.ok('orders.cancel', { numbers: [order.number] });
  expect((await who.ok('consents.withdraw', { kind: 'id_card' })).openOrders).toBe(0);
  const card = order.materials.find(({ kind }) => kind === 'id_card')?.id ?? '';
  await (await t.staff('auditor')).ok('reviews.material', { id: card });
});

everyEngine('a new text is asked for at the next act that needs it, and nothing typed is lost', async (t) => {
  intoValidity(t);
  const who = await t.customer();
  const draft = await fill(t, who, await registerUkey(t));
  await changeTexts(t, '另一家示例中心');
  expect((await who.ok('consents.state', {})).items.map(({ state }) => state)).toEqual(Array(3).fill('outdated'));
  const photo = await sample.photo(60, 40);
  expect((await who.refused('materials.upload', { kind: 'id_card' }, photo)).code).toBe('id_card_consent_needed');
  const idCardConsent = await consentOf(who);
  const refusal = await who.refused('orders.submit', { draft: draft.id, idCardConsent });
  expect(refusal).toMatchObject({ code: 'consent_outdated', detail: { kinds: 'terms,privacy' } });
  expect((await who.refused('consents.give', { kind: 'terms', version: '2020-01-01.00000000' })).code).toBe(
    'consent_outdated',
  );
  for (const { kind, version } of (await who.ok('consents.state', {})).items)
    await who.ok('consents.give', { kind, version });
  expect((await who.ok('drafts.get', {})).draft).toMatchObject({ id: draft.id, form: draft.form });
  expect((await who.ok('orders.submit', { draft: draft.id, idCardConsent })).status).toBe('in_review');
});

everyEngine('each consent is shown in its own words, whatever the text has become since', async (t) => {
  intoValidity(t);
  const [who, stranger] = [await t.customer(), await t.customer()];
  const { caName } = await t.ctx.settings();
  await changeTexts(t, '另一家示例中心');
  const given = (await who.ok('accounts.consents', {})).items.find(({ kind }) => kind === 'privacy');
  const { words, hash } = await who.ok('consents.text', { id: given?.id ?? '' });
  expect(words?.zh).toContain(caName);
  expect(words?.zh).not.toContain('另一家示例中心');
  const { text_hash } = await t.ctx.db
    .selectFrom('consents')
    .select('text_hash')
    .where('id', '=', given?.id ?? '')
    .executeTakeFirstOrThrow();
  expect(hash).toBe(text_hash);
  expect((await stranger.refused('consents.text', { id: given?.id ?? '' })).code).toBe('not_found');
  await expect(t.ctx.db.updateTable('consent_texts').set({ zh: '别的话' }).execute()).rejects.toThrow();
  await expect(t.ctx.db.deleteFrom('consent_texts').execute()).rejects.toThrow();
});

everyEngine('the ledger has one line for one consent, and says when it was taken back', async (t) => {
  intoValidity(t);
  const who = await t.customer();
  const input = { kind: 'id_card', version: await consentOf(who) } as const;
  await Promise.all([who.ok('consents.give', input), who.ok('consents.give', input)]);
  await later(t, 60);
  await who.ok('consents.withdraw', { kind: 'id_card' });
  const lines = (await who.ok('accounts.consents', {})).items.filter(({ kind }) => kind === 'id_card');
  expect(lines.map(({ withdrawnAt }) => withdrawnAt)).toEqual([t.now().toISOString()]);
  await later(t, 60);
  await who.ok('consents.give', input);
  expect((await who.ok('accounts.consents', {})).items.filter(({ kind }) => kind === 'id_card')).toHaveLength(2);
  expect((await who.refused('consents.withdraw', { kind: 'terms' })).code).toBe('invalid_input');
  const order = await submit(t, who);
  expect(order.safety.isIdCardClosed).toBe(false);
});
