import type { CaptchaAnswer, CaptchaChallenge } from '@jiesuo/contract/portal';
import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { expect, test } from 'vitest';
import { everyEngine, oneEngine, type Trial } from '../trial.ts';
import { isWorkNeeded } from './need.ts';

const env = { CAPTCHA: 'on' };
const mobile = '19900000001';
const input = (captcha?: CaptchaAnswer, number = mobile) =>
  ({ mobile: number, purpose: 'register', ...(captcha ? { captcha } : {}) }) as const;

/** The setting is made small: what is tested is the rule, not the machine. */
async function openTrial(t: Trial) {
  await t.ctx.db
    .insertInto('settings')
    .values({ ca_id: t.ctx.caId, key: 'captchaWork', value: '10', changed_at: t.now() })
    .execute();
  const who = t.portal.visitor();
  const work = async (): Promise<CaptchaAnswer> => solve(await who.ok('captcha.challenge', {}));
  return { who, work };
}
async function solve(challenge: CaptchaChallenge): Promise<CaptchaAnswer> {
  const found = await solveChallenge({ challenge, deriveKey });
  if (!found) throw new Error('no solution');
  return { challenge, solution: { counter: found.counter, derivedKey: found.derivedKey } };
}
const refused = expect.objectContaining({ code: 'captcha_needed' });

test('work is needed for a number that this address never asked for, and after odd patterns', () => {
  const plain = { isKnownPair: true, numbers: 3, failures: 4 };
  expect(isWorkNeeded(plain)).toBe(false);
  expect(isWorkNeeded({ ...plain, isKnownPair: false })).toBe(true);
  expect(isWorkNeeded({ ...plain, numbers: 4 })).toBe(true);
  expect(isWorkNeeded({ ...plain, failures: 5 })).toBe(true);
});

everyEngine(
  'the first code to a number needs work; the next one from the same place does not',
  async (t) => {
    const { who, work } = await openTrial(t);
    expect(await who.refused('accounts.sendCode', input())).toEqual(refused);
    expect(await t.sms(mobile)).toEqual([]);
    await who.ok('accounts.sendCode', input(await work()));
    expect(await t.sms(mobile)).toHaveLength(1);
    t.advance(60);
    await who.ok('accounts.sendCode', input());
  },
  { env },
);

everyEngine(
  'a solution that twenty use at once is good for one',
  async (t) => {
    const { who, work } = await openTrial(t);
    const captcha = await work();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => who.call('accounts.sendCode', input(captcha, `199000010${10 + i}`))),
    );
    expect(answers.filter((one) => one.status === 200)).toHaveLength(1);
    for (const one of answers) if (one.status !== 200) expect(one.body).toEqual(refused);
    const messages = await t.ctx.db.selectFrom('sms_messages').select('id').execute();
    expect(messages).toHaveLength(1);
  },
  { env },
);

everyEngine(
  'many numbers from one place need work each time, and so do many wrong tries',
  async (t) => {
    const { who, work } = await openTrial(t);
    for (let i = 0; i < 4; i++) await who.ok('accounts.sendCode', input(await work(), `1990000200${i}`));
    t.advance(60);
    expect(await who.refused('accounts.sendCode', input(undefined, '19900002000'))).toEqual(refused);
    t.advance(3_600);
    await who.ok('accounts.sendCode', input(undefined, '19900002000'));
    for (let i = 0; i < 5; i++) await who.refused('accounts.logIn', { mobile: '19900002000', password: `wrong ${i}` });
    t.advance(60);
    expect(await who.refused('accounts.sendCode', input(undefined, '19900002000'))).toEqual(refused);
    await who.ok('accounts.sendCode', input(await work(), '19900002000'));
  },
  { env },
);

oneEngine(
  'what was not solved, changed, made for another place or is over is refused',
  async (t) => {
    const { who, work } = await openTrial(t);
    const good = await work();
    const { challenge, solution } = good;
    const { parameters } = challenge;
    const forged: readonly CaptchaAnswer[] = [
      { challenge, solution: { ...solution, derivedKey: '0'.repeat(64) } },
      { challenge: { ...challenge, parameters: { ...parameters, cost: 1 } }, solution },
      { challenge: { ...challenge, parameters: { ...parameters, keyPrefix: '0'.repeat(32) } }, solution },
      { challenge: { ...challenge, signature: 'a'.repeat(64) }, solution },
      {
        challenge: { ...challenge, parameters: { ...parameters, data: { ...parameters.data, until: 2 ** 33 } } },
        solution,
      },
    ];
    for (const one of forged) expect(await who.refused('accounts.sendCode', input(one))).toEqual(refused);
    const elsewhere = await solve(await t.ctx.captcha.challenge('192.0.2.77', 10, t.now()));
    expect(await who.refused('accounts.sendCode', input(elsewhere))).toEqual(refused);
    t.advance(300);
    expect(await who.refused('accounts.sendCode', input(good))).toEqual(refused);
    await who.ok('accounts.sendCode', input(await work()));
  },
  { env },
);

everyEngine(
  'who asks too early keeps the work that was done',
  async (t) => {
    const { who, work } = await openTrial(t);
    await who.ok('accounts.sendCode', input(await work()));
    for (let i = 0; i < 3; i++) await who.ok('accounts.sendCode', input(await work(), `1990000300${i}`));
    const captcha = await work();
    expect(await who.refused('accounts.sendCode', input(captcha))).toMatchObject({ code: 'code_too_soon' });
    t.advance(60);
    await who.ok('accounts.sendCode', input(captcha));
  },
  { env },
);

oneEngine(
  'whether anybody else ever used a number does not show',
  async (t) => {
    const { who, work } = await openTrial(t);
    await t.ctx.db
      .transaction()
      .execute((trx) =>
        t.ctx.sms.queue(trx, { to: mobile, template: 'order_approved', variables: { number: 'CA20260302ABCDEF' } }),
      );
    const known = await who.refused('accounts.sendCode', input());
    const fresh = await who.refused('accounts.sendCode', input(undefined, '19900009999'));
    expect({ ...known, requestId: '' }).toEqual({ ...fresh, requestId: '' });
    await who.ok('accounts.sendCode', input(await work()));
  },
  { env },
);
