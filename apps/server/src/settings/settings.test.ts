import { settingShapes } from '@jiesuo/contract/console';
import { expect, test } from 'vitest';
import { builtIn } from '../texts/builtIn.ts';
import { everyEngine } from '../trial.ts';
import { type ConsentText, consentKinds, currentConsents } from './consents.ts';
import { defaults } from './defaults.ts';

const unpublished = { content: builtIn as never, inForce: () => undefined };
const consentsOf = (settings: typeof defaults): Record<(typeof consentKinds)[number], ConsentText> =>
  currentConsents(settings, unpublished);

test('every default fits the shape that staff may set', () => {
  for (const [key, shape] of Object.entries(settingShapes))
    expect(shape.parse(defaults[key as keyof typeof defaults])).toEqual(defaults[key as keyof typeof defaults]);
});

test('every consent text names the handler and its contacts in both languages and leaves no gap', () => {
  const texts = consentsOf(defaults);
  for (const kind of consentKinds)
    for (const text of [texts[kind].zh, texts[kind].en]) {
      expect(text).toContain(defaults.caName);
      expect(text).toContain(defaults.hotline);
      expect(text).not.toMatch(/\{\w+\}/);
      expect(text.length).toBeGreaterThan(500);
    }
});

test('a consent text cannot change and keep its version', () => {
  const before = consentsOf(defaults);
  const after = consentsOf({ ...defaults, caName: '另一家认证中心' });
  for (const kind of consentKinds) {
    expect(after[kind].version).not.toBe(before[kind].version);
    expect(after[kind].hash).not.toBe(before[kind].hash);
    expect(before[kind].version).toMatch(/^\d{4}-\d\d-\d\d\.[0-9a-f]{8}$/);
  }
});

everyEngine('a page shows branding, fee, texts and notices before log-in', async (t) => {
  const shown = await t.portal.visitor().ok('settings.show', {});
  expect(shown).toMatchObject({
    caName: defaults.caName,
    productName: defaults.productName,
    feeFen: 0,
    reviewHours: 4,
    isDemo: true,
    notices: [],
  });
  expect(shown.consents.id_card.zh).toContain('单独同意');
});

everyEngine('a change holds at once, and the audit log has the old and the new value', async (t) => {
  const administrator = await t.staff('administrator');
  const changed = await administrator.ok('settings.change', { reviewHours: 5, hotline: '12345' });
  expect(changed).toEqual({ ...defaults, reviewHours: 5, hotline: '12345' });
  expect((await t.portal.visitor().ok('settings.show', {})).reviewHours).toBe(5);
  await administrator.ok('settings.change', { reviewHours: 6 });
  const leaf = await t.ctx.db
    .selectFrom('audit_leaves')
    .selectAll()
    .where('operation', '=', 'settings.change')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  expect(leaf).toMatchObject({ subject: 'reviewHours', detail: { 'reviewHours.old': '5', 'reviewHours.new': '6' } });
});

everyEngine('a wrong value, an unknown setting and an empty change are refused and nothing is saved', async (t) => {
  const administrator = await t.staff('administrator');
  for (const input of [
    { reviewHours: 5, resetDays: 0 },
    { reviewHours: 5, feeFen: 100 },
    { reviewHours: 5, unknown: 1 },
  ])
    expect(await administrator.refused('settings.change', input)).toMatchObject({ code: 'invalid_input' });
  expect(await administrator.refused('settings.change', {})).toMatchObject({ code: 'setting_refused' });
  expect(await administrator.ok('settings.list', {})).toEqual(defaults);
});

everyEngine('only an administrator changes settings', async (t) => {
  for (const role of ['reviewer', 'supervisor', 'auditor', 'finance'] as const)
    expect((await (await t.staff(role)).call('settings.change', { reviewHours: 1 })).status).toBeGreaterThanOrEqual(
      400,
    );
  expect(await (await t.staff('reviewer')).ok('settings.list', {})).toEqual(defaults);
});

everyEngine('a value kept from an older release that no longer fits does not stop the service', async (t) => {
  for (const [key, value] of [
    ['reviewHours', '"four"'],
    ['retired', '1'],
  ] as const)
    await t.ctx.db.insertInto('settings').values({ ca_id: t.ctx.caId, key, value, changed_at: t.now() }).execute();
  expect(await t.ctx.settings()).toEqual(defaults);
});
