import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Agenda } from '../clock/agenda.ts';
import type { Records } from '../disk/records.ts';
import type { Faults } from '../faults/order.ts';
import { accounts } from '../keys/accounts.ts';
import type { Keys } from '../keys/keys.ts';
import { type Letter, letter, type Parsed } from './letter.ts';

const { simpleParser } = createRequire(import.meta.url)('mailparser') as {
  simpleParser(raw: Buffer): Promise<Parsed>;
};
const bytesMost = 5 * 1024 * 1024;

export interface Post {
  /** Newest first; of one address, or of all. */
  list(to?: string): Letter[];
  listen(port: number): Promise<number>;
  close(): Promise<void>;
}

const smtpError = (code: number, text: string) => Object.assign(new Error(text), { responseCode: code });

/** A mail server on loopback: what it says it took is on the disk. */
export function openPost(records: Records, agenda: Agenda, faults: Faults, keys: Keys): Post {
  const kept = records.of('letter', letter);
  const server = new SMTPServer({
    size: bytesMost,
    // On loopback, with a certificate of nobody's, TLS would prove nothing.
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    authOptional: false,
    onAuth({ username, password }, _session, done) {
      const isFault = faults.take(['configuration'], { gateway: 'mail', operation: 'auth' });
      if (!isFault && username === accounts.mail.user && password === keys.secrets.mail)
        return done(null, { user: username });
      return done(smtpError(535, 'Authentication failed'));
    },
    onRcptTo({ address }, _session, done) {
      const kind = faults.take(['blacklisted', 'throttled'], {
        gateway: 'mail',
        operation: 'send',
        number: address,
      })?.kind;
      if (kind === 'blacklisted') return done(smtpError(550, 'No such user here'));
      if (kind === 'throttled') return done(smtpError(450, 'Too many messages, try again later'));
      return done();
    },
    async onData(stream, session, done) {
      let fault: Error | undefined;
      try {
        await take(stream, session);
      } catch (error) {
        fault = error instanceof Error ? error : new Error(String(error));
      }
      done(fault);
    },
  });
  // A client that goes away is no trouble of ours.
  server.on('error', () => undefined);

  async function take(stream: SMTPServerDataStream, { envelope }: SMTPServerSession): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    if (stream.sizeExceeded) throw smtpError(552, 'Message is too large');
    const parsed = await simpleParser(Buffer.concat(chunks));
    const id = randomUUID();
    const to = envelope.rcptTo.map(({ address }) => address);
    kept.put(id, {
      id,
      from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
      to,
      subject: parsed.subject ?? '',
      text: parsed.text ?? '',
      attachments: parsed.attachments.map(({ filename }) => filename ?? ''),
      at: agenda.now().toISOString(),
    });
    // Taken, and its sender never hears so.
    if (faults.take(['unknown_outcome'], { gateway: 'mail', operation: 'send' }))
      server.connections.forEach((one) => one.close());
  }

  return {
    list: (to) =>
      kept
        .list()
        .filter((one) => to === undefined || one.to.includes(to))
        .reverse(),
    async listen(port) {
      await new Promise<void>((resolve, reject) => {
        server.server.once('error', reject);
        server.listen(port, '127.0.0.1', resolve);
      });
      return (server.server.address() as AddressInfo).port;
    },
    close: () =>
      new Promise((resolve) => {
        if (server.server.listening) server.close(() => resolve());
        else resolve();
      }),
  };
}
