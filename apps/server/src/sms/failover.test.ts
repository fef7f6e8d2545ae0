import { expect } from 'vitest';
import { everyEngine } from '../trial.ts';
import {
  aliyunOk,
  aliyunSays,
  attempts,
  codeSms,
  mobile,
  orderSms,
  queue,
  rows,
  tencentOk,
  withProviders,
} from './messages.stage.ts';

const silence = 'cut' as const;
const busy = { status: 503, body: { Code: 'ServiceUnavailable' } };
const found = (...ids: string[]) => ({
  body: { Code: 'OK', SmsSendDetailDTOs: { SmsSendDetailDTO: ids.map((OutId) => ({ OutId })) } },
});

everyEngine('a provider that refuses us is passed over at once, also by the next messages', async (t) => {
  await withProviders(
    t,
    { aliyun: [aliyunSays('isv.OUT_OF_SERVICE')], tencent: [tencentOk] },
    async ({ sent, drain }) => {
      await queue(t, codeSms);
      await drain();
      expect((await rows(t))[0]).toMatchObject({
        state: 'sent',
        provider: 'tencent',
        provider_id: 'sid-1',
        attempts: 2,
      });
      expect(await attempts(t)).toEqual([
        { provider: 'aliyun', outcome: 'alarm', code: 'isv.OUT_OF_SERVICE' },
        { provider: 'tencent', outcome: 'accepted', code: null },
      ]);
      expect(t.logged()).toContain('a provider of messages refuses us');
      t.advance(60);
      await queue(t, codeSms);
      await drain();
      expect([sent.aliyun.length, sent.tencent.length]).toEqual([1, 2]);
    },
  );
});

everyEngine('after its rest one message tries the provider again, and closes the alarm', async (t) => {
  await withProviders(
    t,
    { aliyun: [aliyunSays('isv.OUT_OF_SERVICE'), aliyunOk], tencent: [tencentOk] },
    async ({ sent, drain }) => {
      await queue(t, orderSms);
      await drain();
      t.advance(301);
      await queue(t, orderSms);
      await queue(t, orderSms);
      await drain();
      expect([sent.aliyun.length, sent.tencent.length]).toEqual([3, 1]);
      expect(await t.ctx.db.selectFrom('sms_circuits').selectAll().execute()).toEqual([]);
    },
  );
});

everyEngine('troubles are tried again, and after two of them the second provider sends', async (t) => {
  await withProviders(t, { aliyun: [busy], tencent: [tencentOk] }, async ({ sent, drain }) => {
    await queue(t, codeSms);
    await drain();
    expect((await rows(t))[0]?.state).toBe('queued');
    t.advance(5);
    await drain();
    expect((await rows(t))[0]).toMatchObject({ state: 'sent', provider: 'tencent' });
    expect([sent.aliyun.length, sent.tencent.length]).toEqual([2, 1]);
  });
});

everyEngine('five failures in a row make a provider rest for a minute', async (t) => {
  await withProviders(t, { aliyun: [busy, busy, busy, busy, busy, aliyunOk] }, async ({ sent, drain }) => {
    for (let i = 0; i < 5; i++) await queue(t, orderSms);
    await drain();
    expect(sent.aliyun).toHaveLength(5);
    t.advance(30);
    await drain();
    expect(sent.aliyun).toHaveLength(5);
    t.advance(40);
    await drain();
    t.advance(5);
    await drain();
    expect((await rows(t)).map((row) => row.state)).toEqual(Array(5).fill('sent'));
    expect(sent.aliyun).toHaveLength(10);
  });
});

everyEngine(
  'a number that had enough today waits for its notice; a code is failed, and its person asks again',
  async (t) => {
    const limit = aliyunSays('isv.BUSINESS_LIMIT_CONTROL', '触发小时级流控Permits:5');
    await withProviders(t, { aliyun: [limit, limit, aliyunOk], tencent: [tencentOk] }, async ({ sent, drain }) => {
      await queue(t, orderSms);
      await queue(t, codeSms);
      await drain();
      const [notice, code] = await rows(t);
      expect(code).toMatchObject({ state: 'failed', failure: 'isv.BUSINESS_LIMIT_CONTROL', variables_sealed: null });
      expect(notice?.state).toBe('queued');
      t.advance(3_599);
      await drain();
      expect(sent.aliyun).toHaveLength(2);
      t.advance(1);
      await drain();
      expect((await rows(t))[0]?.state).toBe('sent');
      expect(sent.tencent).toHaveLength(0);
    });
  },
);

everyEngine('a number that no message reaches ends it, and no second provider is asked', async (t) => {
  await withProviders(
    t,
    { aliyun: [aliyunSays('isv.MOBILE_NUMBER_ILLEGAL')], tencent: [tencentOk] },
    async ({ sent, drain }) => {
      await queue(t, orderSms);
      await drain();
      expect((await rows(t))[0]).toMatchObject({ state: 'failed', failure: 'isv.MOBILE_NUMBER_ILLEGAL' });
      expect(sent.tencent).toHaveLength(0);
    },
  );
});

everyEngine('a code whose answer was lost is never sent again by itself', async (t) => {
  await withProviders(t, { aliyun: [silence, aliyunOk], tencent: [tencentOk] }, async ({ sent, asked, drain }) => {
    await queue(t, codeSms);
    await drain();
    t.advance(120);
    await drain();
    expect((await rows(t))[0]).toMatchObject({ state: 'unknown', failure: 'cut_off', variables_sealed: null });
    expect([sent.aliyun.length, sent.tencent.length, asked.length]).toEqual([1, 0, 0]);
  });
});

everyEngine('a notice whose answer was lost is asked for, and not sent again when it was taken', async (t) => {
  await queue(t, orderSms);
  const [row] = await rows(t);
  await withProviders(
    t,
    { aliyun: [silence], found: found('other', row?.id ?? '') },
    async ({ sent, asked, drain }) => {
      await drain();
      expect(asked).toHaveLength(0);
      t.advance(60);
      await drain();
      expect((await rows(t))[0]).toMatchObject({ state: 'sent', provider: 'aliyun' });
      expect([sent.aliyun.length, asked.length]).toEqual([1, 1]);
    },
  );
});

everyEngine('a notice that was not taken is sent once more, and then never again', async (t) => {
  await withProviders(t, { aliyun: [silence], found: found('other') }, async ({ sent, drain }) => {
    await queue(t, orderSms);
    for (let i = 0; i < 10; i++) {
      await drain();
      t.advance(60);
    }
    expect(sent.aliyun).toHaveLength(2);
    expect((await rows(t))[0]).toMatchObject({ state: 'unknown', failure: 'answer_lost' });
  });
});

everyEngine('a message is never without a job while it is queued', async (t) => {
  await withProviders(t, { aliyun: [busy] }, async ({ drain }) => {
    await queue(t, orderSms);
    for (let i = 0; i < 30; i++) {
      await drain();
      const [row] = await rows(t);
      const jobs = await t.ctx.db.selectFrom('jobs').select('id').where('name', '=', 'sms.send').execute();
      expect(jobs.length > 0).toBe(row?.state === 'queued');
      t.advance(3_600);
    }
    expect((await rows(t))[0]).toMatchObject({ state: 'failed', failure: 'given_up' });
  });
});

everyEngine('neither number, code nor text reaches log, tries or jobs, whatever a provider says', async (t) => {
  const echo = aliyunSays(`isv.BAD ${mobile} 123456`, `${mobile} 123456`);
  await withProviders(t, { aliyun: [echo, silence] }, async ({ drain }) => {
    await queue(t, codeSms);
    await drain();
    t.advance(5);
    await drain();
    const kept = JSON.stringify([await attempts(t), await t.ctx.db.selectFrom('jobs').selectAll().execute()]);
    for (const secret of [mobile, '123456']) expect(kept + t.logged()).not.toContain(secret);
  });
});
