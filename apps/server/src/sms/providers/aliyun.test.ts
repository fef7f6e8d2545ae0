import { expect, test } from 'vitest';
import { signAcs3 } from './acs3.ts';
import { createAliyun } from './aliyun.ts';
import { fakeHttp, type Reply } from './http.stage.ts';

const now = new Date('2026-03-02T16:30:00Z');
const message = {
  id: '01a20421-4174-7590-8f20-2344c4a2c02e',
  to: '19900000001',
  template: 'code_register',
  variables: { code: '123456' },
  text: 'never sent',
};
const settings = { keyId: 'test-id', secret: 'test-secret', sign: '解锁测试' };
const templates = { fill: () => ({ id: 'SMS_100', parameters: [['code', '123456']] as const }) };

async function withAliyun<T>(
  reply: (n: number) => Reply,
  run: (given: Awaited<ReturnType<typeof open>>) => Promise<T>,
) {
  const given = await open(reply);
  try {
    return await run(given);
  } finally {
    given.at.close();
  }
}
async function open(reply: (n: number) => Reply) {
  const at = await fakeHttp((_post, n) => reply(n));
  return { at, provider: createAliyun({ url: at.url, ...settings }, templates) };
}

test('number and code travel in a signed body, never in the address', () =>
  withAliyun(
    () => ({ body: { Code: 'OK', BizId: '900619746936498440^0' } }),
    async ({ at, provider }) => {
      expect(await provider.send(message, now)).toEqual({ is: 'accepted', providerId: '900619746936498440^0' });
      const [post] = at.posts;
      expect(post?.path).toBe('/');
      expect(Object.fromEntries(new URLSearchParams(post?.body))).toEqual({
        PhoneNumbers: message.to,
        SignName: settings.sign,
        TemplateCode: 'SMS_100',
        TemplateParam: '{"code":"123456"}',
        OutId: message.id,
      });
      const again = signAcs3(
        {
          host: new URL(at.url).host,
          action: 'SendSms',
          version: '2017-05-25',
          query: {},
          body: post?.body ?? '',
          contentType: 'application/x-www-form-urlencoded',
          nonce: String(post?.headers['x-acs-signature-nonce']),
          now,
        },
        { id: settings.keyId, secret: settings.secret },
      );
      expect(post?.headers.authorization).toBe(again['authorization']);
    },
  ));

test.each([
  ['isv.BUSINESS_LIMIT_CONTROL', '触发分钟级流控Permits:1', { is: 'wait', waitSeconds: 60 }],
  ['isv.BUSINESS_LIMIT_CONTROL', '触发小时级流控Permits:5', { is: 'wait', waitSeconds: 3_600 }],
  ['isv.BUSINESS_LIMIT_CONTROL', '触发天级流控Permits:10', { is: 'wait', waitSeconds: 86_400 }],
  ['isv.MOBILE_NUMBER_ILLEGAL', '', { is: 'permanent' }],
  ['isv.DOMESTIC_NUMBER_NOT_SUPPORTED', '', { is: 'permanent' }],
  ['isv.SIGN_STATE_ILLEGAL', '', { is: 'alarm' }],
  ['SMS_SIGN_ILLEGAL', '', { is: 'alarm' }],
  ['isv.SMS_SIGNATURE_ILLEGAL', '', { is: 'alarm' }],
  ['SMS_SIGNATURE_SCENE_ILLEGAL', '', { is: 'alarm' }],
  ['isv.SMS_TEMPLATE_ILLEGAL', '', { is: 'alarm' }],
  ['isv.SMS_CONTENT_ILLEGAL', '', { is: 'alarm' }],
  ['isp.RAM_PERMISSION_DENY', '', { is: 'alarm' }],
  ['isv.OUT_OF_SERVICE', '', { is: 'alarm' }],
  ['isv.DAY_LIMIT_CONTROL', '', { is: 'alarm' }],
  ['isv.MONTH_LIMIT_CONTROL', '', { is: 'alarm' }],
  ['isv.DENY_IP_RANGE', '', { is: 'alarm' }],
  ['isp.SYSTEM_ERROR', '', { is: 'retry' }],
  ['Throttling.User', '', { is: 'retry' }],
  ['a code that nobody has seen; with <text>', '', { is: 'retry', code: 'unreadable_code' }],
])('the code %s %s is its class', (Code, Message, expected) =>
  withAliyun(
    () => ({ body: { Code, Message } }),
    async ({ provider }) => expect(await provider.send(message, now)).toMatchObject(expected),
  ),
);

test.each([
  [
    { status: 403, body: { Code: 'SignatureDoesNotMatch' } },
    { is: 'alarm', code: 'SignatureDoesNotMatch' },
  ],
  [{ status: 404, body: { Code: 'InvalidAccessKeyId.NotFound' } }, { is: 'alarm' }],
  [
    { status: 400, body: 'no words of theirs' },
    { is: 'alarm', code: 'http_400' },
  ],
  [{ status: 503, body: { Code: 'ServiceUnavailable' } }, { is: 'retry' }],
  [
    { status: 502, body: 'a proxy' },
    { is: 'retry', code: 'http_502' },
  ],
  [
    { status: 200, body: 'half' },
    { is: 'unknown', code: 'unreadable_answer' },
  ],
  ['cut', { is: 'unknown', code: 'cut_off' }],
] as const)('the answer %j is its class', (reply, expected) =>
  withAliyun(
    () => reply,
    async ({ provider }) => expect(await provider.send(message, now)).toMatchObject(expected),
  ),
);

test('where nothing listens, nothing was sent', async () => {
  const { at, provider } = await open(() => 'cut');
  at.close();
  expect(await provider.send(message, now)).toEqual({ is: 'retry', code: 'unreachable' });
});

test('a lost message is looked for by our own number, on the day of Shanghai on which it went out', () =>
  withAliyun(
    (n) =>
      n === 1
        ? {
            body: {
              Code: 'OK',
              SmsSendDetailDTOs: { SmsSendDetailDTO: [{ OutId: 'another' }, { OutId: message.id }] },
            },
          }
        : n === 2
          ? { body: { Code: 'OK', SmsSendDetailDTOs: { SmsSendDetailDTO: [] } } }
          : { body: { Code: 'isv.AMOUNT_NOT_ENOUGH' } },
    async ({ at, provider }) => {
      expect(await provider.find?.(message, now, now)).toEqual({ providerId: `out:${message.id}` });
      expect(await provider.find?.(message, now, now)).toBe('absent');
      expect(await provider.find?.(message, now, now)).toBeUndefined();
      expect(at.posts[0]?.path).toBe('/');
      expect(new URLSearchParams(at.posts[0]?.body).get('SendDate')).toBe('20260303');
    },
  ));
