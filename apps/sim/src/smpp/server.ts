import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { accounts } from '../keys/accounts.ts';
import type { MessageParts } from '../messages/parts.ts';
import { type Pdu, type Session, smpp } from './library.ts';

/** SMPP 3.4 §5.1.3. */
const status = { ok: 0, badAddress: 11, bindFailed: 13, badPassword: 14, queueFull: 20, throttled: 88 } as const;
const delivered = { state: 2, word: 'DELIVRD' };
const undelivered = { state: 5, word: 'UNDELIV' };
const answerMs = 5000;

/** An SMSC on loopback: takes submit_sm of whoever bound with the demo's password, and delivers reports to all that are bound. */
export async function openSmppServer(
  parts: MessageParts,
  port: number,
): Promise<{ port: number; close(): Promise<void> }> {
  const bound = new Set<Session>();
  const sessions = new Set<Session>();
  const server = smpp.createServer((session) => {
    sessions.add(session);
    const end = () => {
      bound.delete(session);
      sessions.delete(session);
    };
    session.on('error', end);
    session.on('close', end);
    session.on('pdu', (pdu: Pdu) => answer(parts, session, bound, pdu));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port }, resolve);
  });

  parts.phones.teach('smpp', async (one, isDelivered) => {
    const [session] = bound;
    if (!session) return { said: 'not_bound', isThanked: false };
    const { state, word } = isDelivered ? delivered : undelivered;
    const minute = one.at.slice(2, 16).replaceAll(/[-T:]/g, '');
    const text = `id:${one.id} sub:001 dlvrd:00${isDelivered ? 1 : 0} submit date:${minute} done date:${minute} stat:${word} err:000 text:`;
    const fields = {
      source_addr: `86${one.to}`,
      destination_addr: accounts.smpp.sourceAddress,
      esm_class: 4,
      short_message: text,
      receipted_message_id: one.id,
      message_state: state,
    };
    const heard = await new Promise<number>((resolve) => {
      const timer = setTimeout(() => resolve(-1), answerMs);
      session.deliver_sm(fields, ({ command_status }) => {
        clearTimeout(timer);
        resolve(command_status);
      });
    });
    return { said: heard < 0 ? 'no_answer' : String(heard), isThanked: heard === status.ok };
  });
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      for (const session of sessions) session.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function answer(parts: MessageParts, session: Session, bound: Set<Session>, pdu: Pdu): void {
  const say = (command_status: number, more: object = {}) =>
    void session.send(pdu.response({ command_status, ...more }));
  if (pdu.command.startsWith('bind_')) return bind(parts, session, bound, pdu, say);
  if (pdu.command === 'enquire_link') return say(status.ok);
  if (pdu.command === 'unbind') {
    say(status.ok);
    session.close();
    return;
  }
  if (pdu.command === 'submit_sm') submit(parts, bound.has(session), pdu, say);
}

type Say = (status: number, more?: object) => void;

function bind({ keys }: MessageParts, session: Session, bound: Set<Session>, pdu: Pdu, say: Say): void {
  if (pdu.system_id !== accounts.smpp.systemId) return say(status.bindFailed);
  if (pdu.password !== keys.secrets.smpp) return say(status.badPassword);
  bound.add(session);
  say(status.ok, { system_id: 'sim' });
}

function submit({ phones, faults }: MessageParts, isBound: boolean, pdu: Pdu, say: Say): void {
  // ESME_RINVBNDSTS
  if (!isBound) return say(4);
  const to = /^(?:86)?(1[3-9]\d{9})$/.exec(pdu.destination_addr ?? '')?.[1];
  const text = textOf(pdu);
  if (to === undefined || text === '') return say(status.badAddress);
  const place = { gateway: 'smpp', operation: 'submit_sm', number: to } as const;
  const kind = faults.take(['throttled', 'limit', 'blacklisted', 'configuration', 'unknown_outcome'], place)?.kind;
  if (kind === 'throttled') return say(status.throttled);
  if (kind === 'limit') return say(status.queueFull);
  if (kind === 'blacklisted') return say(status.badAddress);
  // ESME_RINVSRCADR
  if (kind === 'configuration') return say(10);
  const id = randomBytes(8).toString('hex');
  phones.take({ id, provider: 'smpp', to, template: 'text', text }, pdu.registered_delivery === 1);
  if (kind !== 'unknown_outcome') say(status.ok, { message_id: id });
}

function textOf({ short_message, message_payload }: Pdu): string {
  const read = (given: typeof message_payload): string => {
    if (typeof given === 'string') return given;
    if (Buffer.isBuffer(given)) return Buffer.from(given).swap16().toString('utf16le');
    return given?.message === undefined ? '' : read(given.message);
  };
  return read(short_message) || read(message_payload);
}
