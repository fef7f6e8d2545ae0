import { expect, test } from 'vitest';
import { readWebhook } from './webhook.ts';

/** The example of the Standard Webhooks specification's reference libraries. */
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const body = '{"test": 2432232314}';
const headers = {
  'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  'webhook-timestamp': '1614265330',
  'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};
const then = new Date(1_614_265_330_000);

test('a message signed by the present secret or the one before is read', async () => {
  const read = await readWebhook(['whsec_AAAA', secret], headers, body, then);
  expect(read).toMatchObject({ id: headers['webhook-id'], test: 2432232314 });
  await readWebhook(secret, new Headers(headers), body, then);
  const two = { ...headers, 'webhook-signature': `v1,AAAA v2,zzz ${headers['webhook-signature']}` };
  await readWebhook(secret, two, body, then);
});

test('another body, another time, another id, another secret or none of the headers is refused', async () => {
  const wrong = await Promise.allSettled([
    readWebhook(secret, headers, `${body} `, then),
    readWebhook(secret, headers, body, new Date(then.getTime() + 301_000)),
    readWebhook(secret, headers, body, new Date(then.getTime() - 301_000)),
    readWebhook(secret, { ...headers, 'webhook-id': 'msg_other' }, body, then),
    readWebhook(secret, { ...headers, 'webhook-timestamp': '1614265331' }, body, then),
    readWebhook('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSx', headers, body, then),
    readWebhook('whsec_', headers, body, then),
    readWebhook(secret, { ...headers, 'webhook-signature': 'v1,*' }, body, then),
    readWebhook(secret, {}, body, then),
  ]);
  expect(wrong.map(({ status }) => status)).toEqual(wrong.map(() => 'rejected'));
});
