import { expect, test } from 'vitest';
import { acs3, bodyHash } from './acs3.ts';

// Aliyun's public example: RunInstances (help.aliyun.com, V3 request body and signature mechanism).
const example = {
  method: 'POST',
  path: '/',
  query: [
    ['RegionId', 'cn-shanghai'],
    ['ImageId', 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd'],
  ],
  headers: {
    host: 'ecs.cn-shanghai.aliyuncs.com',
    'x-acs-action': 'RunInstances',
    'x-acs-content-sha256': bodyHash(''),
    'x-acs-date': '2023-10-26T10:22:32Z',
    'x-acs-signature-nonce': '3156853299f313e23d1673dc12e1703d',
    'x-acs-version': '2014-05-26',
  },
  signedHeaders: [
    'host',
    'x-acs-action',
    'x-acs-content-sha256',
    'x-acs-date',
    'x-acs-signature-nonce',
    'x-acs-version',
  ],
  body: Buffer.alloc(0),
} as const;

test("Aliyun's public example has the signature that they print", () => {
  const signature = '06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0';
  expect(acs3(example, 'YourAccessKeySecret')).toBe(signature);
  expect(acs3({ ...example, body: Buffer.from('x') }, 'YourAccessKeySecret')).not.toBe(signature);
});
