import { expect, test } from 'vitest';
import { everyEngine, type Trial } from '../trial.ts';
import { forgetOldCodes, issueCode, useCode, waitForCode } from './codes.ts';

const mobile = '19900000001';
const stepUp = (t: Trial, boundTo = 'CA20260302AAAAAA') =>
  ({ mobile, purpose: 'step_up', boundTo, now: t.now() }) as const;
const issue = (t: Trial, boundTo?: string) =>
  t.ctx.db.transaction().execute((trx) => issueCode(trx, t.ctx, { ...stepUp(t, boundTo), template: 'code_step_up' }));
const newest = async (t: Trial) => (await t.sms(mobile)).at(-1)?.variables['code'] ?? '';
const other = (code: string) => (code === '000000' ? '000001' : '000000');
const wrong = expect.objectContaining({ code: 'code_wrong' });
const tooSoon = (retryAfterSeconds: number) =>
  expect.objectContaining({ code: 'code_too_soon', details: { detail: { retryAfterSeconds } } });

test('a code may be sent once a minute, five times an hour, ten times a day', () => {
  const now = new Date('2026-03-02T12:00:00Z');
  const ago = (...minutes: number[]) => minutes.map((m) => new Date(now.getTime() - m * 60_000));
  expect(waitForCode([], now)).toBe(0);
  expect(waitForCode(ago(0.5), now)).toBe(30);
  expect(waitForCode(ago(2, 4, 6, 8), now)).toBe(0);
  expect(waitForCode(ago(2, 4, 6, 8, 10), now)).toBe(50 * 60);
  expect(waitForCode(ago(70, 80, 90, 100, 110, 120, 130, 140, 150, 160), now)).toBe((24 * 60 - 160) * 60);
});

everyEngine('a code works once', async (t) => {
  await issue(t);
  const code = await newest(t);
  expect(code).toMatch(/^\d{6}$/);
  await useCode(t.ctx, { ...stepUp(t), code });
  await expect(useCode(t.ctx, { ...stepUp(t), code })).rejects.toEqual(wrong);
});

everyEngine('a code used twenty times at once works once', async (t) => {
  await issue(t);
  const code = await newest(t);
  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => useCode(t.ctx, { ...stepUp(t), code })));
  expect(outcomes.filter((o) => o.status === 'fulfilled')).toHaveLength(1);
});

everyEngine('after five wrong tries even the right code is refused', async (t) => {
  await issue(t);
  const code = await newest(t);
  for (let i = 0; i < 5; i++) await expect(useCode(t.ctx, { ...stepUp(t), code: other(code) })).rejects.toEqual(wrong);
  await expect(useCode(t.ctx, { ...stepUp(t), code })).rejects.toEqual(wrong);
});

everyEngine('wrong tries at once are all counted', async (t) => {
  await issue(t);
  const code = await newest(t);
  await Promise.allSettled(Array.from({ length: 5 }, () => useCode(t.ctx, { ...stepUp(t), code: other(code) })));
  await expect(useCode(t.ctx, { ...stepUp(t), code })).rejects.toEqual(wrong);
});

everyEngine('a code is good for five minutes', async (t) => {
  await issue(t);
  const code = await newest(t);
  t.advance(300);
  await expect(useCode(t.ctx, { ...stepUp(t), code })).rejects.toEqual(wrong);
});

everyEngine('a newer code takes the place of the older one', async (t) => {
  await issue(t);
  const first = await newest(t);
  t.advance(60);
  await issue(t);
  const second = await newest(t);
  if (first !== second) await expect(useCode(t.ctx, { ...stepUp(t), code: first })).rejects.toEqual(wrong);
  await useCode(t.ctx, { ...stepUp(t), code: second });
});

everyEngine('a code is bound to its order, its purpose and its number', async (t) => {
  await issue(t);
  const code = await newest(t);
  await expect(useCode(t.ctx, { ...stepUp(t, 'CA20260302BBBBBB'), code })).rejects.toEqual(wrong);
  await expect(useCode(t.ctx, { ...stepUp(t), purpose: 'reset_password', code })).rejects.toEqual(wrong);
  await expect(useCode(t.ctx, { ...stepUp(t), mobile: '19900000002', code })).rejects.toEqual(wrong);
  await useCode(t.ctx, { ...stepUp(t), code });
});

everyEngine('the database never holds a code in clear', async (t) => {
  await issue(t);
  const code = await newest(t);
  const rows = JSON.stringify([
    await t.ctx.db.selectFrom('sms_codes').select(['code_hash', 'mobile_index', 'bound_to']).execute(),
    await t.ctx.db.selectFrom('sms_messages').select(['variables_sealed', 'mobile_sealed', 'mobile_masked']).execute(),
  ]);
  expect(rows).not.toContain(`"${code}"`);
  expect(rows).not.toContain(mobile);
});

everyEngine('two codes asked for at once are one', async (t) => {
  const outcomes = await Promise.allSettled([issue(t), issue(t), issue(t)]);
  expect(outcomes.filter((o) => o.status === 'fulfilled')).toHaveLength(1);
  expect(await t.sms(mobile)).toHaveLength(1);
});

everyEngine('the limits hold by the clock and say how long to wait', async (t) => {
  await issue(t);
  await expect(issue(t)).rejects.toEqual(tooSoon(60));
  t.advance(59);
  await expect(issue(t)).rejects.toEqual(tooSoon(1));
  for (let sent = 1; sent < 5; sent++) {
    t.advance(60);
    await issue(t);
  }
  t.advance(60);
  await expect(issue(t)).rejects.toEqual(tooSoon(3600 - 59 - 5 * 60));
  for (let sent = 5; sent < 10; sent++) {
    t.advance(3600);
    await issue(t);
  }
  t.advance(3600);
  await expect(issue(t)).rejects.toEqual(expect.objectContaining({ code: 'code_too_soon' }));
  t.advance(86_400);
  await issue(t);
});

everyEngine("strangers cannot use up the codes that a number's owner needs for a reset", async (t) => {
  const stranger = t.portal.visitor();
  await stranger.ok('accounts.sendCode', { mobile, purpose: 'register' });
  await issue(t);
  expect((await t.sms(mobile)).map((s) => s.template)).toEqual(['code_register', 'code_step_up']);
});

everyEngine('one address cannot pump codes to number after number', async (t) => {
  const stranger = t.portal.visitor();
  for (let i = 0; i < 200; i++)
    await t.ctx.db.transaction().execute((trx) =>
      issueCode(trx, t.ctx, {
        mobile: `1880000${String(i).padStart(4, '0')}`,
        purpose: 'register',
        boundTo: '',
        now: t.now(),
        template: 'code_register',
        address: '127.0.0.1',
      }),
    );
  const refused = await stranger.refused('accounts.sendCode', { mobile, purpose: 'register' });
  expect(refused.code).toBe('code_too_soon');
});

everyEngine('codes that no limit counts are deleted', async (t) => {
  await issue(t);
  t.advance(86_401);
  await forgetOldCodes(t.ctx.db, t.ctx.caId, t.now());
  expect(await t.ctx.db.selectFrom('sms_codes').selectAll().execute()).toEqual([]);
});
