import { expect } from 'vitest';
import { handle } from '../operation.ts';
import { oneEngine, type Trial } from '../trial.ts';

const options = {
  handlers: [
    handle('accounts.sendCode', async (_input, act) =>
      act.write(async (_trx, leaf) => {
        leaf({});
        return { retryAfterSeconds: 60 };
      }),
    ),
    handle('accounts.register', async () => {
      throw new Error('never reached');
    }),
  ],
};
const good = { mobile: '13800000000', purpose: 'register' };

/** A POST as someone else's program might send it. */
const post = (t: Trial, given: { url?: string; payload?: string | Buffer; headers?: Record<string, string> }) =>
  t.portal.app.inject({
    method: 'POST',
    url: given.url ?? '/api/accounts.sendCode',
    headers: { origin: 'http://localhost:8080', 'content-type': 'application/json', ...given.headers },
    payload: given.payload ?? JSON.stringify(good),
  });

oneEngine(
  'unknown, missing and wrong fields are refused each with its own sentence',
  async (t) => {
    const who = t.portal.visitor();
    const refusal = await who.refused('accounts.register', {
      mobile: 'x',
      code: 5,
      password: 'short',
      organisation: ' ',
      contact: 'a'.repeat(51),
      consents: { terms: 'v1', more: 1 },
      isStaff: true,
    });
    expect(refusal.code).toBe('invalid_input');
    expect(Object.fromEntries((refusal.fields ?? []).map((f) => [f.path, f.code]))).toEqual({
      mobile: 'mobile_malformed',
      code: 'wrong_type',
      password: 'password_short',
      organisation: 'required',
      contact: 'too_long',
      'consents.privacy': 'required',
      'consents.more': 'unknown_field',
      isStaff: 'unknown_field',
    });
    expect(refusal.fields?.[0]?.message).toBe('请输入 11 位中国大陆手机号。');
    who.headers['accept-language'] = 'en-GB,en;q=0.9,zh;q=0.5';
    const english = await who.refused('accounts.register', {});
    expect(english.message).toBe('Something is not filled in correctly. Please see the hints.');
    expect(english.fields?.find((f) => f.path === 'mobile')).toMatchObject({
      code: 'required',
      message: 'Please fill this in.',
    });
  },
  options,
);

oneEngine(
  'a body that is not one JSON object in UTF-8 is a clear refusal, never a fault of ours',
  async (t) => {
    const bodies = [
      '',
      '{',
      'null',
      '[]',
      '"x"',
      '1',
      '{"mobile":1e999}',
      '[['.repeat(20_000),
      Buffer.from([0x22, 0xff, 0x22]),
    ];
    for (const payload of bodies) {
      const answer = await post(t, { payload });
      expect([answer.statusCode, answer.json().code], String(payload).slice(0, 20)).toEqual([400, 'invalid_input']);
    }
    const polluted = await post(t, { payload: '{"mobile":"13800000000","purpose":"register","__proto__":{"a":1}}' });
    expect(polluted.json().fields).toMatchObject([{ path: '__proto__', code: 'unknown_field' }]);
    expect(t.logged()).not.toContain('"refusal":"internal"');
  },
  options,
);

oneEngine(
  'a body beyond 64 KiB is refused before it is read',
  async (t) => {
    const answer = await post(t, { payload: JSON.stringify({ ...good, more: 'a'.repeat(64 * 1024) }) });
    expect([answer.statusCode, answer.json().code]).toEqual([413, 'body_too_large']);
  },
  options,
);

oneEngine(
  'a body of another content type is refused',
  async (t) => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/octet-stream',
      'application/jsonx',
      '*/*',
      'x',
    ]) {
      const answer = await post(t, { headers: { 'content-type': type } });
      expect([answer.statusCode, answer.json().code], type).toEqual([415, 'unsupported_media']);
    }
    expect((await post(t, { headers: { 'content-type': 'application/json; charset=utf-8' } })).statusCode).toBe(200);
  },
  options,
);
