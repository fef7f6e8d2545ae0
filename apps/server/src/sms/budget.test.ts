import { expect } from 'vitest';
import { issueCode } from '../accounts/codes.ts';
import { everyEngine, type Trial } from '../trial.ts';
import { orderSms, queue, rows } from './messages.stage.ts';

const setBudget = (t: Trial, budget: number) =>
  t.ctx.db
    .insertInto('settings')
    .values({ ca_id: t.ctx.caId, key: 'smsDailyBudget', value: JSON.stringify(budget), changed_at: t.now() })
    .execute();
const issue = (t: Trial, i: number) =>
  t.ctx.db.transaction().execute((trx) =>
    issueCode(trx, t.ctx, {
      mobile: `1990001${String(i).padStart(4, '0')}`,
      purpose: 'register',
      boundTo: '',
      now: t.now(),
      template: 'code_register',
    }),
  );

everyEngine(
  'codes asked for at once do not pass the budget; notices still go out; the next day begins anew',
  async (t) => {
    await setBudget(t, 5);
    const outcomes = await Promise.allSettled(Array.from({ length: 12 }, (_, i) => issue(t, i)));
    expect(outcomes.filter((one) => one.status === 'fulfilled')).toHaveLength(5);
    for (const one of outcomes)
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'codes_paused' });
    await queue(t, orderSms);
    expect(await rows(t)).toHaveLength(6);
    const supervisor = await t.staff('supervisor');
    expect(await supervisor.ok('sms.status', {})).toEqual({
      providers: [{ name: 'generic', isOpen: true, since: null, until: null, isAlarm: false, code: null }],
      today: 6,
      budget: 5,
    });
    t.advance(86_400);
    await issue(t, 100);
  },
);

everyEngine('a log-in and an account have their own limits, over all numbers', async (t) => {
  const who = { accountId: '01a20421-4174-7590-8f20-2344c4a2c02e' };
  const ask = (i: number, sessionId: string) =>
    t.ctx.db.transaction().execute((trx) =>
      issueCode(trx, t.ctx, {
        mobile: `1990002${String(i).padStart(4, '0')}`,
        purpose: 'step_up',
        boundTo: '',
        now: t.now(),
        template: 'code_step_up',
        ...who,
        sessionId,
      }),
    );
  const [one, two] = ['01a20421-4174-7590-8f20-000000000001', '01a20421-4174-7590-8f20-000000000002'];
  for (let i = 0; i < 10; i++) await ask(i, one);
  await expect(ask(10, one)).rejects.toMatchObject({ code: 'code_too_soon' });
  for (let i = 20; i < 30; i++) await ask(i, two);
  t.advance(3_600);
  await expect(ask(40, one)).rejects.toMatchObject({ code: 'code_too_soon' });
});
