import { randomInt } from 'node:crypto';
import { expect } from 'vitest';
import * as sample from '../materials/decode/samples.ts';
import type { Customer, Trial } from '../trial.ts';

export const freshMobile = () => `198${String(randomInt(100_000_000)).padStart(8, '0')}`;
export const hour = 3_600;

export async function codeTo(t: Trial, who: Customer, to: 'old' | 'new', mobile: string): Promise<string> {
  await who.ok('mobileChanges.sendCode', { to, mobile });
  return (await t.sms(to === 'old' ? who.mobile : mobile)).at(-1)?.variables['code'] ?? '';
}

export async function bothCodes(t: Trial, who: Customer, mobile: string) {
  const oldCode = await codeTo(t, who, 'old', mobile);
  return { mobile, password: who.password, oldCode, newCode: await codeTo(t, who, 'new', mobile) };
}

/** A request by paper. @returns its id and the stop code that the old number was sent. */
export async function request(t: Trial, who: Customer, mobile: string) {
  await who.ok('mobileChanges.uploadPaper', {}, await sample.photo(60, 40));
  const newCode = await codeTo(t, who, 'new', mobile);
  const standing = await who.ok('mobileChanges.ask', {
    mobile,
    newCode,
    password: who.password,
    reason: '原手机号已注销',
  });
  expect(standing.last?.state).toBe('waiting');
  return { id: await newestChange(t), stop: await stopSent(t, who.mobile) };
}

export const newestChange = async (t: Trial) =>
  (await t.ctx.db.selectFrom('mobile_changes').select('id').orderBy('asked_at', 'desc').executeTakeFirstOrThrow()).id;

export const stopSent = async (t: Trial, mobile: string) =>
  (await t.sms(mobile)).findLast(({ variables }) => variables['stop'])?.variables['stop'] ?? '';

export const templatesTo = async (t: Trial, mobile: string) => (await t.sms(mobile)).map(({ template }) => template);
