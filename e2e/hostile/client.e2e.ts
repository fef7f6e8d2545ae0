import { newSigningKey, sha256, signMessage } from '@jiesuo/ceremony';
import { plug, ukey } from '../faults/desk.ts';
import { Gone, openWindow } from '../faults/hand.ts';
import { awaitingReset, type Customer, register, resetCode } from '../faults/people.ts';
import type { Programs } from '../faults/programs.ts';
import { expect, test } from '../faults/test.ts';
import { call, type Forged, forge, forgeHello } from './forged.ts';

const pin = 'Client-6193-x';

interface Case {
  readonly serial: string;
  readonly customer: Customer;
  readonly order: string;
}
async function prepare(programs: Programs, serial = ''): Promise<Case> {
  await plug(programs, serial);
  const customer = await register(programs);
  return { serial, customer, order: await awaitingReset(programs, customer, serial) };
}
/** The UKey's rightful reset still works, and the next test may have the UKey. */
async function completes(programs: Programs, { serial, customer, order }: Case): Promise<void> {
  await plug(programs, serial);
  const { code } = await resetCode(programs, customer, order);
  const window = await openWindow(programs, code);
  expect(await window.reset(pin)).toMatchObject({ stage: 'done' });
}
const chosen = (text: string): string => sha256(Buffer.from(text)).subarray(0, 8).toString('hex');
/** What a bridge with the right UKey would say, but for the challenge. */
function authorise({ ticket }: Forged, challenge: string): object {
  const { serial, fingerprint } = ticket['reset'] as { serial: string; fingerprint: string };
  const tries = { userTries: { left: 0, max: 6 }, adminTries: { left: 6, max: 6 } };
  return { type: 'authorise', claimedSerial: serial, fingerprint, appId: '0100', challenge, ...tries };
}

test('a code that was used, one that was made up and one for other keys open nothing', async ({ programs }) => {
  const customer = await register(programs);
  const { code } = await customer.ask('ceremonies.pair', { purpose: 'read' });
  const window = await openWindow(programs, code);
  await window.end();
  expect((await forge(programs, code)).redeemed.code).toBe('pairing_wrong');
  expect((await forge(programs, 'B'.repeat(22))).redeemed.code).toBe('pairing_wrong');
  const { code: fresh } = await customer.ask('ceremonies.pair', { purpose: 'read' });
  const { hello } = await forgeHello(code);
  expect((await call(programs, 'redeem', { code: fresh, hello })).code).toBe('message_refused');
});

test('any origin but a bridge’s window is refused, whatever code it holds', async ({ programs }) => {
  const customer = await register(programs);
  const { code } = await customer.ask('ceremonies.pair', { purpose: 'read' });
  const { hello } = await forgeHello(code);
  const at = `${'w'.repeat(24)}.localhost`;
  const port = programs.ports.BRIDGE_PORT;
  for (const origin of [
    'https://evil.example',
    'null',
    `http://127.0.0.1:${port}`,
    `http://${at}.evil.example:${port}`,
    `https://${at}:${port}`,
  ])
    expect([origin, (await call(programs, 'redeem', { code, hello }, origin)).code]).toEqual([origin, 'cross_site']);
  await (await openWindow(programs, code)).end();
});

test('chosen challenges (printable, all one byte) are answered by none, and count for nothing', async ({
  programs,
  demo,
}) => {
  const one = await prepare(programs, demo.parts['main']);
  const { code } = await resetCode(programs, one.customer, one.order);
  const own = await forge(programs, code);
  for (const challenge of [Buffer.from('8 chars!'), Buffer.alloc(8), Buffer.alloc(8, 0xff)])
    expect((await own.say(authorise(own, challenge.toString('hex')))).type).toBe('again');
  const { authorisationsLeft } = await one.customer.ask('orders.get', { number: one.order });
  expect(authorisationsLeft).toBe(3);
  await completes(programs, one);
});

test('a ticket carries its own UKey and method only: another UKey, fingerprint or method gets no answer', async ({
  programs,
  demo,
}) => {
  const one = await prepare(programs, demo.parts['main']);
  const other = demo.parts['healthy'] ?? '';
  const untouched = await ukey(programs, other);
  await plug(programs, other);
  const { code } = await resetCode(programs, one.customer, one.order);
  const window = await openWindow(programs, code);
  expect(await window.reset(pin)).toMatchObject({ stage: 'failed', failure: 'ukey_differs' });
  expect(await ukey(programs, other)).toMatchObject({
    userTriesLeft: untouched.userTriesLeft,
    adminTriesLeft: untouched.adminTriesLeft,
  });
  const answered: (string | undefined)[] = [];
  for (const lie of [{ claimedSerial: other }, { fingerprint: 'ab'.repeat(32) }, { method: 'trusted_bridge' }]) {
    const { code: next } = await resetCode(programs, one.customer, one.order);
    const own = await forge(programs, next);
    expect(own.ticket).toMatchObject({ reset: { method: 'gmt0017' } });
    const said = await own.say({ ...authorise(own, chosen('lie')), ...lie });
    answered.push(said.type ?? said.code);
  }
  expect(answered).toEqual(['stop', 'stop', 'message_refused']);
  await completes(programs, one);
});

test('a message in another ceremony’s name, signed by another key, or with fields of its own is refused', async ({
  programs,
  demo,
}) => {
  const one = await prepare(programs, demo.parts['main']);
  const { code } = await resetCode(programs, one.customer, one.order);
  const window = await openWindow(programs, code);
  const stranger = newSigningKey();
  const failed = {
    v: 1,
    ceremony: window.ceremony,
    leg: window.leg,
    seq: 1,
    previous: '0'.repeat(64),
    type: 'failed',
    failure: 'admin_secret_wrong',
    userTries: null,
    adminTries: null,
  };
  const nowhere = '0195a000-0000-7000-8000-000000000001';
  for (const lie of [failed, { ...failed, ceremony: nowhere }, { ...failed, extra: true }])
    expect((await call(programs, 'exchange', { message: signMessage(lie, stranger.privateKey) })).code).not.toBe(
      'taken',
    );
  expect(await window.reset(pin)).toMatchObject({ stage: 'done' });
});

test('the window’s code in a GET, a form post or twice opens no conversation', async ({ programs }) => {
  const customer = await register(programs);
  const { code } = await customer.ask('ceremonies.pair', { purpose: 'read' });
  const get = await fetch(`${programs.portal}/api/ceremonies.redeem?code=${code}`);
  expect(get.status).toBeGreaterThanOrEqual(400);
  const form = await fetch(`${programs.portal}/api/ceremonies.redeem`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: `code=${code}`,
  });
  expect(form.status).toBeGreaterThanOrEqual(400);
  // It is still good for whoever holds it rightly, once.
  await (await openWindow(programs, code)).end();
  await expect(openWindow(programs, code)).rejects.toBeInstanceOf(Gone);
});

test('a client with keys of its own gets three answers for one approval, and no second one in the same place', async ({
  programs,
  demo,
}) => {
  // Its order stays where it is: the UKey is nobody else's.
  const one = await prepare(programs, demo.parts['healthy']);
  const before = await ukey(programs, one.serial);
  const said: string[] = [];
  for (let attempt = 0; attempt < 5; attempt++) {
    const pairing = await resetCode(programs, one.customer, one.order).catch((fault: { code?: string }) => fault.code);
    if (typeof pairing !== 'object') {
      said.push(pairing ?? 'refused');
      break;
    }
    const own = await forge(programs, pairing.code);
    const first = await own.say(authorise(own, chosen(`first ${attempt}`)));
    said.push(first.type ?? first.code);
    const second = await own.say(authorise(own, chosen(`second ${attempt}`)));
    said.push(second.type ?? second.code);
    // Silence, until the server gives this window up.
    programs.advance(120);
  }
  expect(said.filter((each) => each === 'verify')).toHaveLength(3);
  expect(said.length).toBeGreaterThan(3);
  expect(await ukey(programs, one.serial)).toMatchObject({
    adminTriesLeft: before.adminTriesLeft,
    userTriesLeft: before.userTriesLeft,
  });
});
