import {
  beginChain,
  type Hello,
  hello as helloShape,
  newSigningKey,
  numberAnswer,
  openMessage,
  peekMessage,
  seal,
  sha256,
  signMessage,
} from '@jiesuo/ceremony';
import { describe, expect, test } from 'vitest';
import { TicketFault } from './pairing.ts';
import { bench, ceremony, code, paired, resetPart, signed, waiting } from './test-pairing.ts';

describe('hello', () => {
  test('is signed by the key it names and bound to the code', async () => {
    const { hello } = await paired();
    const { signKey } = peekMessage(hello, helloShape);
    const opened: Hello = openMessage(hello, Buffer.from(signKey, 'base64url'), helloShape);
    expect(opened.pairing).toBe(sha256(Buffer.from(code)).toString('hex'));
    expect(JSON.stringify(opened)).not.toContain(code);
  });
  test('comes once: a second window gets no second pair of keys', async () => {
    const { pairing } = await paired();
    await expect(pairing.hello(code)).rejects.toThrow(TicketFault);
  });
  test('has other keys in every pairing', async () => {
    const [one, two] = [await paired(), await paired()];
    expect(peekMessage(one.hello, helloShape).signKey).not.toBe(peekMessage(two.hello, helloShape).signKey);
    expect(peekMessage(one.hello, helloShape).sealKey).not.toBe(peekMessage(two.hello, helloShape).sealKey);
  });
});

describe('a ticket is taken only when everything in it fits', () => {
  test('a good one for reading waits for the click', async () => {
    const { pairing, ticket, b } = await paired();
    expect(await pairing.accept(signed(ticket), null)).toMatchObject({ stage: 'confirm_read', ticket });
    expect((await pairing.next()).message).toBeUndefined();
    expect(b.listed()).toBe(0);
  });
  test('by an unknown portal', async () => {
    const { pairing, ticket } = await paired();
    const forged = signMessage(ticket, newSigningKey().privateKey);
    await expect(pairing.accept(forged, null)).rejects.toThrow('no configured portal');
  });
  test('by one configured portal in the name of another', async () => {
    const { pairing, ticket } = await paired();
    await expect(pairing.accept(signed({ ...ticket, portal: 'https://other.example.cn' }), null)).rejects.toThrow(
      'another portal',
    );
  });
  test('for other keys', async () => {
    const [{ pairing }, { ticket }] = [await paired(), await paired()];
    await expect(pairing.accept(signed(ticket), null)).rejects.toThrow('other keys');
  });
  test('before hello', async () => {
    const { ticket } = await paired();
    await expect(bench().pairing.accept(signed(ticket), null)).rejects.toThrow(TicketFault);
  });
  test('a second one', async () => {
    const { pairing, ticket } = await paired();
    await pairing.accept(signed(ticket), null);
    await expect(pairing.accept(signed(ticket), null)).rejects.toThrow(TicketFault);
  });
  test('one that contradicts itself', async () => {
    const { pairing, ticket } = await paired();
    await expect(pairing.accept(signed({ ...ticket, purpose: 'reset' }), null)).rejects.toThrow('contradicts');
    await expect(pairing.accept(signed({ ...ticket, reset: resetPart('AA') }), null)).rejects.toThrow('contradicts');
  });
  test.each([
    ['of an unknown field', { admin: true }],
    ['of an unknown version', { v: 2 }],
    ['that never ends', { validSeconds: 86_400 }],
  ])('one %s', async (_, change) => {
    const { pairing, ticket } = await paired();
    await expect(pairing.accept(signed({ ...ticket, ...change }), null)).rejects.toThrow(TicketFault);
  });
  test('without its sealed tails, with other ones, or with tails sealed to another key', async () => {
    const { pairing, ticket, sealKey } = await paired();
    const other = await paired();
    const tails = (key: Buffer, bound: string) =>
      seal('tails', key, Buffer.from('["138001"]'), bound).then((bytes) => Buffer.from(bytes).toString('base64url'));
    const right = await tails(sealKey, ticket.hello);
    const offer = (sealed: string, sent: string | null) =>
      pairing.accept(signed({ ...ticket, purpose: 'reset', reset: resetPart(sealed) }), sent);
    await expect(offer(right, null)).rejects.toThrow(TicketFault);
    await expect(offer(right, await tails(sealKey, ticket.hello))).rejects.toThrow(TicketFault);
    for (const wrong of [await tails(other.sealKey, ticket.hello), await tails(sealKey, other.ticket.hello)])
      await expect(offer(wrong, wrong)).rejects.toThrow();
    expect(await offer(right, right)).toMatchObject({ stage: 'enter_pin' });
  });
});

describe('nothing happens before its time', () => {
  test('allow, PIN and next before a ticket', async () => {
    const { pairing } = await paired();
    expect(() => pairing.allow()).toThrow(TicketFault);
    await expect(pairing.pin(new Uint8Array(100))).rejects.toThrow(TicketFault);
    expect(await pairing.next()).toEqual({ view: { stage: 'paired' } });
  });
  test('a UKey is looked for only after the click', async () => {
    const { pairing, ticket, b } = await paired();
    await pairing.accept(signed(ticket), null);
    await pairing.next();
    expect(b.listed()).toBe(0);
    expect(pairing.allow()).toMatchObject({ stage: 'working', step: 'reading' });
    expect((await pairing.next()).message).toBeDefined();
    expect(b.listed()).toBe(1);
  });
  test('a ticket that ran out on the bridge’s own clock', async () => {
    const { pairing, ticket, b } = await paired();
    await pairing.accept(signed({ ...ticket, validSeconds: 60 }), null);
    b.now = 60_000;
    expect(pairing.allow()).toMatchObject({ stage: 'working' });
    b.now = 60_001;
    expect(() => pairing.allow()).toThrow('run out');
    await expect(pairing.next()).rejects.toThrow('run out');
  });
  test('a PIN for a ticket that only reads', async () => {
    const { pairing, ticket, sealKey } = await paired();
    await pairing.accept(signed(ticket), null);
    const typed = await seal('pin', sealKey, Buffer.from('Kx7-quiet\0Kx7-quiet'), ceremony);
    expect(await pairing.pin(typed)).toMatchObject({ stage: 'confirm_read' });
  });
  test('a PIN for a ticket that ran out', async () => {
    const { b, type } = await waiting();
    b.now = 600_001;
    await expect(type('Kx7-quiet\0Kx7-quiet')).rejects.toThrow('run out');
  });
});

describe('the typed PIN', () => {
  test('with a fault is not taken, and no UKey is asked', async () => {
    const { b, type, pairing } = await waiting({ tails: ['138001'] });
    for (const [typed, fault] of [
      ['12345678\0' + '12345678', 'run'],
      ['Kx7-quiet\0Kx7-quieT', 'differ'],
      ['Kx7-quiet', 'differ'],
      ['Kx7-quiet\0Kx7-quiet\0more', 'alphabet'],
      ['x9-138001\0x9-138001', 'personal'],
    ] as const)
      expect([typed, await type(typed)]).toMatchObject([typed, { stage: 'enter_pin', fault }]);
    expect(await pairing.next()).toMatchObject({ view: { stage: 'enter_pin' } });
    expect([b.listed(), b.journal]).toEqual([0, []]);
  });
  test('against the rules of the UKey’s model is told in the window, and no UKey is looked for', async () => {
    const rules = { alphabet: 'alphanumeric' as const, defaults: ['Kx7quiet'] };
    const { type, b } = await waiting({ rules });
    expect(await type('Kx7-quiet\0Kx7-quiet')).toMatchObject({ fault: 'alphanumeric' });
    expect(await type('Kx7quiet\0Kx7quiet')).toMatchObject({ fault: 'default' });
    expect([b.listed(), b.journal]).toEqual([0, []]);
  });
  test('sealed for another ceremony, to another key, or changed on the way opens to nothing', async () => {
    const { type, pairing, sealKey } = await waiting();
    const other = await paired();
    const text = Buffer.from('Kx7-quiet\0Kx7-quiet');
    await expect(type(text.toString(), '0195a000-0000-7000-8000-000000000002')).rejects.toThrow();
    await expect(pairing.pin(await seal('pin', other.sealKey, text, ceremony))).rejects.toThrow();
    await expect(pairing.pin(await seal('temp', sealKey, text, ceremony))).rejects.toThrow();
    const changed = await seal('pin', sealKey, text, ceremony);
    changed[80] = (changed[80] ?? 0) ^ 1;
    await expect(pairing.pin(changed)).rejects.toThrow();
    await expect(pairing.pin(new Uint8Array(10))).rejects.toThrow();
  });
  test('is not taken in the window when bridge or ticket wants the native prompt', async () => {
    const typed = 'Kx7-quiet\0Kx7-quiet';
    await expect((await waiting({ prompt: 'native' })).type(typed)).rejects.toThrow(TicketFault);
    await expect((await waiting({ ticketPrompt: 'native' })).type(typed)).rejects.toThrow(TicketFault);
  });
  test('where the driver is lost never says that no UKey is there', async () => {
    const lost = (code: 'driver_hangs' | 'driver_crashed') => waiting({ conditions: [{ code }] });
    const typed = 'Kx7-quiet\0Kx7-quiet';
    expect(await (await lost('driver_hangs')).type(typed)).toMatchObject({ failure: 'time_out' });
    expect(await (await lost('driver_crashed')).type(typed)).toMatchObject({ failure: 'ukey_fault' });
  });
  test('without a UKey ends in words, and tells the server', async () => {
    const { type, pairing } = await waiting();
    expect(await type('Kx7-quiet\0Kx7-quiet')).toMatchObject({
      stage: 'failed',
      failure: 'ukey_missing',
      isRetryable: true,
    });
    const { message } = await pairing.next();
    expect(message && JSON.parse(Buffer.from(message.payload, 'base64url').toString())).toMatchObject({
      type: 'failed',
      failure: 'ukey_missing',
      leg: 1,
      seq: 1,
    });
    expect(JSON.stringify(message)).not.toContain('Kx7');
  });
});

describe('an answer to the list of UKeys', () => {
  const read = async () => {
    const { pairing, ticket } = await paired();
    const wire = signed(ticket);
    await pairing.accept(wire, null);
    pairing.allow();
    const { message } = await pairing.next();
    if (!message) throw new Error('no message');
    return { pairing, message, chain: beginChain(ceremony, 1, wire) };
  };
  test('ends the reading when it is the portal’s, to this very list', async () => {
    const { pairing, message, chain } = await read();
    const answer = signed(numberAnswer(chain, message, { type: 'noted' }));
    expect((await pairing.next(answer)).view).toMatchObject({ stage: 'done', purpose: 'read', ukeys: 0 });
  });
  test('of another signer, or in another place, is refused', async () => {
    const one = await read();
    const forged = signMessage(numberAnswer(one.chain, one.message, { type: 'noted' }), newSigningKey().privateKey);
    await expect(one.pairing.next(forged)).rejects.toThrow();
    const skipped = { ...numberAnswer(one.chain, one.message, { type: 'noted' }), seq: 2 };
    expect((await one.pairing.next(signed(skipped))).view).toMatchObject({
      stage: 'failed',
      failure: 'answer_refused',
    });
  });
});

test('a window that goes away at any time ends quietly', async () => {
  await bench().pairing.end();
  await (await paired()).pairing.end();
  await (await waiting()).pairing.end();
});
