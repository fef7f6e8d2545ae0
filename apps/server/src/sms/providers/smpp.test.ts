import { EventEmitter, once } from 'node:events';
import { createRequire } from 'node:module';
import type { AddressInfo, Server } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import type { Receipt } from './provider.ts';
import { createSmpp, receiptOf } from './smpp.ts';
import type { Pdu } from './smppSession.ts';

interface Peer extends EventEmitter {
  send(pdu: Pdu): boolean;
  deliver_sm(options: object, onAnswer?: (pdu: Pdu) => void): void;
  destroy(): void;
}
const smpp = createRequire(import.meta.url)('smpp') as {
  createServer(onSession: (session: Peer) => void): Server;
};

type Submitted = Pdu & { readonly destination_addr: string; readonly data_coding: number };
const message = {
  id: 'm',
  to: '19900000001',
  template: 'code_register',
  variables: {},
  text: '【解锁】您的注册验证码是 123456',
};

/** A message centre that answers submissions by these statuses one after the other, the last for ever; `hang` never. */
async function centre(...statuses: (number | 'hang' | 'cut')[]) {
  const submitted: Submitted[] = [];
  const peers: Peer[] = [];
  const binds: string[] = [];
  const server = smpp.createServer((session) => {
    peers.push(session);
    session.on('error', () => session.destroy());
    session.on('enquire_link', (pdu: Pdu) => session.send(pdu.response()));
    session.on('bind_transceiver', (pdu: Pdu & { password: string }) => {
      binds.push(pdu.password);
      session.send(pdu.response({ command_status: pdu.password === 'right' ? 0 : 14 }));
    });
    session.on('submit_sm', (pdu: Submitted) => {
      submitted.push(pdu);
      const status = statuses[Math.min(submitted.length, statuses.length) - 1] ?? 0;
      if (status === 'cut') session.destroy();
      else if (status !== 'hang')
        session.send(pdu.response({ command_status: status, message_id: `id-${submitted.length}` } as object));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => {
    for (const peer of peers) peer.destroy();
    server.close();
  });
  return { submitted, peers, binds, url: `smpp://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
const closers: (() => void)[] = [];
afterEach(() => {
  vi.useRealTimers();
  for (const close of closers.splice(0)) close();
});
const open = (url: string, receipts: Receipt[] = [], password = 'right') =>
  createSmpp({ url, systemId: 'jiesuo', password, source: '10690000' }, async (heard) => void receipts.push(...heard));

test('a message goes out as UCS-2 with a report asked for, and its id comes back', async () => {
  const { submitted, url } = await centre(0);
  expect(await open(url).send(message, new Date())).toEqual({ is: 'accepted', providerId: 'id-1' });
  const [pdu] = submitted;
  expect(pdu).toMatchObject({ destination_addr: '8619900000001', data_coding: 8, registered_delivery: 1 });
  expect(pdu?.short_message).toMatchObject({ message: message.text });
});

test('a text of more than 70 characters is still one submission', async () => {
  const { submitted, url } = await centre(0);
  const text = '长'.repeat(90);
  expect(await open(url).send({ ...message, text }, new Date())).toMatchObject({ is: 'accepted' });
  expect(submitted).toHaveLength(1);
  expect(JSON.stringify(submitted[0])).toContain(text);
});

test.each([
  [88, { is: 'retry', code: 'ESME_RTHROTTLED' }],
  [20, { is: 'retry', code: 'ESME_RMSGQFUL' }],
  [8, { is: 'retry', code: 'ESME_RSYSERR' }],
  [11, { is: 'permanent', code: 'ESME_RINVDSTADR' }],
  [10, { is: 'alarm', code: 'ESME_RINVSRCADR' }],
  [83, { is: 'alarm', code: 'ESME_R_83' }],
  [1025, { is: 'retry', code: 'vendor_1025' }],
] as const)('the status %i is its class', async (status, expected) => {
  const { url } = await centre(status);
  expect(await open(url).send(message, new Date())).toEqual(expected);
});

test('a wrong password is an alarm, and nothing is submitted', async () => {
  const { url, submitted } = await centre(0);
  expect(await open(url, [], 'wrong').send(message, new Date())).toEqual({ is: 'alarm', code: 'ESME_RINVPASWD' });
  expect(submitted).toEqual([]);
});

test('a line that is cut after the submission leaves the outcome unknown, and the next message binds anew', async () => {
  const { url, binds } = await centre('cut', 0);
  const provider = open(url);
  expect(await provider.send(message, new Date())).toEqual({ is: 'unknown', code: 'time_out' });
  expect(await provider.send(message, new Date())).toEqual({ is: 'accepted', providerId: 'id-2' });
  expect(binds).toHaveLength(2);
});

test('an answer that does not come within 8 seconds is unknown', { timeout: 20_000 }, async () => {
  const { url } = await centre('hang', 0);
  const provider = open(url);
  expect(await provider.send(message, new Date())).toEqual({ is: 'unknown', code: 'time_out' });
  expect(await provider.send(message, new Date())).toMatchObject({ is: 'accepted' });
});

test('it binds before any message, and messages that come meanwhile share the line', async () => {
  const { url, binds } = await centre(0);
  const provider = open(url);
  const [connected, ...sent] = await Promise.all([
    provider.connect?.(),
    provider.send(message, new Date()),
    provider.send(message, new Date()),
  ]);
  expect(connected).toEqual({ is: 'accepted', providerId: null });
  expect(sent).toMatchObject([{ is: 'accepted' }, { is: 'accepted' }]);
  expect(await provider.connect?.()).toMatchObject({ is: 'accepted' });
  expect(binds).toHaveLength(1);
});

test('a bind that is refused or not answered says so', async () => {
  const { url } = await centre(0);
  expect(await open(url, [], 'wrong').connect?.()).toEqual({ is: 'alarm', code: 'ESME_RINVPASWD' });
  expect(await open('smpp://127.0.0.1:1').connect?.()).toEqual({ is: 'retry', code: 'unreachable' });
});

test('where nothing listens, nothing was sent', async () => {
  expect(await open('smpp://127.0.0.1:1').send(message, new Date())).toEqual({ is: 'retry', code: 'unreachable' });
});

test('a report is told by the id and the number, and answered', async () => {
  const { url, peers } = await centre(0);
  const receipts: Receipt[] = [];
  const provider = open(url, receipts);
  await provider.send(message, new Date());
  const answer = await new Promise<Pdu>((done) =>
    peers[0]?.deliver_sm(
      {
        source_addr: '8619900000001',
        esm_class: 4,
        receipted_message_id: 'id-1',
        message_state: 2,
        short_message: 'id:id-1 stat:DELIVRD err:000',
      },
      done,
    ),
  );
  expect(answer.command_status).toBe(0);
  expect(receipts).toEqual([{ providerId: 'id-1', to: '19900000001', isDelivered: true, code: null }]);
});

test.each([
  ['id:a1 sub:001 dlvrd:000 stat:UNDELIV err:045', { providerId: 'a1', isDelivered: false, code: 'UNDELIV' }],
  ['id:a1 stat:ENROUTE', undefined],
  ['hello', undefined],
])('the text %s is read as Appendix B writes it', (text, expected) => {
  const pdu = { source_addr: '+8619900000001', short_message: { message: text } } as unknown as Pdu;
  const receipt = receiptOf(pdu);
  if (expected) expect(receipt).toEqual({ ...expected, to: '19900000001' });
  else expect(receipt).toBeUndefined();
});
