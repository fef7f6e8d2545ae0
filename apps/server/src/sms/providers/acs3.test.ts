import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { signAcs3 } from './acs3.ts';
import { fakeHttp } from './http.stage.ts';

test("Aliyun's public example is signed as they print it", () => {
  const headers = signAcs3(
    {
      host: 'ecs.cn-shanghai.aliyuncs.com',
      action: 'RunInstances',
      version: '2014-05-26',
      query: { ImageId: 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd', RegionId: 'cn-shanghai' },
      body: '',
      nonce: '3156853299f313e23d1673dc12e1703d',
      now: new Date('2023-10-26T10:22:32Z'),
    },
    { id: 'YourAccessKeyId', secret: 'YourAccessKeySecret' },
  );
  expect(headers['authorization']).toBe(
    'ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0',
  );
});

interface Sdk {
  readonly default: new (config: object) => { sendSms(request: object): Promise<{ body: { code: string } }> };
  readonly SendSmsRequest: new (fields: object) => object;
}

test("what Aliyun's own SDK sends, our signer signs the same way", async () => {
  const sdk = createRequire(import.meta.url)('@alicloud/dysmsapi20170525') as Sdk;
  const { $OpenApiUtil } = createRequire(import.meta.url)('@alicloud/openapi-core') as {
    $OpenApiUtil: { Config: new (fields: object) => object };
  };
  const at = await fakeHttp(() => ({ body: { Code: 'OK', BizId: '1' } }));
  try {
    const { host } = new URL(at.url);
    const key = { id: 'test-id', secret: 'test-secret' };
    const config = new $OpenApiUtil.Config({
      accessKeyId: key.id,
      accessKeySecret: key.secret,
      endpoint: host,
      protocol: 'http',
    });
    const fields = { phoneNumbers: '19900000001', signName: '解锁（测试）', templateParam: '{"code":"1 2*~"}' };
    await new sdk.default(config).sendSms(new sdk.SendSmsRequest({ ...fields, templateCode: 'SMS_1' }));
    const [post] = at.posts;
    if (!post) throw new Error('nothing was sent');
    const header = (name: string) => String(post.headers[name] ?? '');
    const names = /SignedHeaders=([^,]+)/.exec(header('authorization'))?.[1]?.split(';') ?? [];
    const ours = signAcs3(
      {
        host,
        action: header('x-acs-action'),
        version: header('x-acs-version'),
        query: Object.fromEntries(new URL(post.path, at.url).searchParams),
        body: post.body,
        nonce: header('x-acs-signature-nonce'),
        now: new Date(header('x-acs-date')),
        more: Object.fromEntries(names.filter((n) => n === 'x-acs-credentials-provider').map((n) => [n, header(n)])),
        ...(names.includes('content-type') ? { contentType: header('content-type') } : {}),
      },
      key,
    );
    expect(header('authorization')).toBe(ours['authorization']);
  } finally {
    at.close();
  }
});
