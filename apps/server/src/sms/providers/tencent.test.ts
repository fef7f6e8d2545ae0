import { createHash, createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { fakeHttp, type Post, type Reply } from './http.stage.ts';
import { createTencent } from './tencent.ts';

const message = {
  id: '01a20421-4174-7590-8f20-2344c4a2c02e',
  to: '19900000001',
  template: 'order_approved',
  variables: { number: 'ABCDEF' },
  text: 'never sent',
};
const settings = {
  region: 'ap-guangzhou',
  keyId: 'test-id',
  secret: 'test-secret',
  appId: '1400000000',
  sign: '解锁测试',
};
const templates = { fill: () => ({ id: '100', parameters: [['1', 'ABCDEF']] as const }) };
const ok = { body: { Response: { SendStatusSet: [{ Code: 'Ok', SerialNo: '2019:1' }], RequestId: 'r' } } };
const status = (Code: string) => ({ body: { Response: { SendStatusSet: [{ Code, SerialNo: '' }], RequestId: 'r' } } });
const error = (Code: string) => ({ body: { Response: { Error: { Code, Message: 'words' }, RequestId: 'r' } } });

async function send(reply: Reply): Promise<{ outcome: unknown; posts: Post[] }> {
  const at = await fakeHttp(() => reply);
  try {
    const outcome = await createTencent({ url: at.url, ...settings }, templates).send(message, new Date());
    return { outcome, posts: at.posts };
  } finally {
    at.close();
  }
}

const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

test('the signed body names number, template and variables in order, the address nothing', async () => {
  const { outcome, posts } = await send(ok);
  expect(outcome).toEqual({ is: 'accepted', providerId: '2019:1' });
  const [post] = posts;
  expect(post?.path).toBe('/');
  expect(JSON.parse(post?.body ?? '')).toEqual({
    PhoneNumberSet: ['+8619900000001'],
    SmsSdkAppId: settings.appId,
    SignName: settings.sign,
    TemplateId: '100',
    TemplateParamSet: ['ABCDEF'],
    SessionContext: message.id,
  });
  // TC3-HMAC-SHA256 anew (cloud.tencent.com/document/api/382/52071); on loopback the SDK leaves the port out.
  const { authorization = '', 'x-tc-timestamp': time } = post?.headers ?? {};
  const scope = /Credential=test-id\/([^,]+),/.exec(authorization)?.[1] ?? '';
  const [day = '', service = ''] = scope.split('/');
  const names = /SignedHeaders=([^,]+)/.exec(authorization)?.[1] ?? '';
  const lines = { 'content-type': String(post?.headers['content-type']), host: '127.0.0.1' } as Record<string, string>;
  const canonical = [
    'POST',
    '/',
    '',
    ...names.split(';').map((n) => `${n}:${lines[n]}`),
    '',
    names,
    sha256(post?.body ?? ''),
  ];
  const text = ['TC3-HMAC-SHA256', String(time), scope, sha256(canonical.join('\n'))].join('\n');
  const key = hmac(hmac(hmac(`TC3${settings.secret}`, day), service), 'tc3_request');
  expect(authorization).toContain(`Signature=${hmac(key, text).toString('hex')}`);
});

test.each([
  [status('LimitExceeded.DeliveryFrequencyLimit'), { is: 'wait', waitSeconds: 600 }],
  [status('LimitExceeded.PhoneNumberThirtySecondLimit'), { is: 'wait', waitSeconds: 60 }],
  [status('LimitExceeded.PhoneNumberOneHourLimit'), { is: 'wait', waitSeconds: 3_600 }],
  [status('LimitExceeded.PhoneNumberDailyLimit'), { is: 'wait', waitSeconds: 86_400 }],
  [status('InvalidParameterValue.IncorrectPhoneNumber'), { is: 'permanent' }],
  [status('FailedOperation.PhoneNumberInBlacklist'), { is: 'permanent' }],
  [status('InternalError.Timeout'), { is: 'retry' }],
  [error('InternalError.OtherError'), { is: 'retry' }],
  [error('RequestLimitExceeded'), { is: 'retry' }],
  [error('FailedOperation.SignatureIncorrectOrUnapproved'), { is: 'alarm' }],
  [error('FailedOperation.TemplateIncorrectOrUnapproved'), { is: 'alarm' }],
  [error('FailedOperation.ContainSensitiveWord'), { is: 'alarm' }],
  [error('AuthFailure.SignatureFailure'), { is: 'alarm' }],
  [error('UnauthorizedOperation.SmsSdkAppIdVerifyFail'), { is: 'alarm' }],
  [error('InvalidParameterValue.SdkAppIdNotExist'), { is: 'alarm' }],
  [
    { status: 500, body: {} },
    { is: 'retry', code: 'http_500' },
  ],
  [
    { status: 403, body: {} },
    { is: 'alarm', code: 'http_403' },
  ],
  [{ body: { Response: { SendStatusSet: [] } } }, { is: 'unknown' }],
  ['cut', { is: 'unknown', code: 'cut_off' }],
] as const)('the answer %j is its class', async (reply, expected) => {
  expect((await send(reply as Reply)).outcome).toMatchObject(expected);
});

test('where nothing listens, nothing was sent', async () => {
  const at = await fakeHttp(() => 'cut');
  at.close();
  const provider = createTencent({ url: at.url, ...settings }, templates);
  expect(await provider.send(message, new Date())).toEqual({ is: 'retry', code: 'unreachable' });
});
