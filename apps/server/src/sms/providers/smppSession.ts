import type { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import type { Socket } from 'node:net';

/** As the `smpp` package gives it; it has no types of its own. */
export interface Pdu {
  readonly command: string;
  readonly command_status: number;
  readonly sequence_number: number;
  readonly message_id?: string;
  readonly receipted_message_id?: string;
  readonly message_state?: number;
  readonly esm_class?: number;
  readonly source_addr?: string;
  readonly short_message?: string | Buffer | { readonly message?: string | Buffer };
  response(options?: { readonly command_status?: number }): Pdu;
}
interface RawSession extends EventEmitter {
  readonly socket: Socket;
  send(pdu: Pdu, onAnswer?: (pdu: Pdu) => void): boolean;
  destroy(): void;
  _callbacks: Record<number, unknown>;
}
interface Smpp {
  connect(options: object): RawSession;
  PDU: new (command: string, options?: object) => Pdu;
  errors: Readonly<Record<string, number>>;
}

export interface SmppSettings {
  readonly url: string;
  readonly systemId: string;
  readonly password: string;
  readonly source: string;
}

/** `refused` carries the peer's status; `unsent`: nothing left; `lost`: it left, and no answer came. */
export class SmppFault extends Error {
  override name = 'SmppFault';
  readonly kind: 'refused' | 'unsent' | 'lost';
  readonly status: number;
  constructor(kind: 'refused' | 'unsent' | 'lost', status = 0) {
    super(`smpp ${kind}${status ? ` ${status}` : ''}`);
    this.kind = kind;
    this.status = status;
  }
}

const answerMs = 8_000;
const bindMs = 6_000;
const enquireMs = 30_000;
/** ESME_RX_T_APPN (SMPP 3.4 §5.1.3): the report shall be delivered again. */
const tryAgain = 0x64;

export interface SmppLink {
  /** @throws SmppFault */
  ask(command: string, options: object): Promise<Pdu>;
  readonly errors: Readonly<Record<string, number>>;
  readonly isAlive: boolean;
  close(): void;
}

/** A bound transceiver: answers the peer's questions, asks whether it still lives, and ends itself when it does not. @throws SmppFault */
export async function openLink(settings: SmppSettings, onDelivery: (pdu: Pdu) => Promise<void>): Promise<SmppLink> {
  const smpp = createRequire(import.meta.url)('smpp') as Smpp;
  const { hostname, port, protocol } = new URL(settings.url);
  const isSecure = protocol === 'smpps:';
  const host = hostname.replace(/^\[|\]$/g, '');
  const at = { host, port: Number(port) || (isSecure ? 3550 : 2775) };
  const session = smpp.connect({ ...at, tls: isSecure, ...(isSecure ? { servername: host } : {}) });
  // A line to the provider must not keep a stopping server alive.
  session.socket.unref();
  let isAlive = true;
  const waiting = new Set<(fault: SmppFault) => void>();
  const end = () => {
    isAlive = false;
    clearInterval(pulse);
    session.destroy();
    for (const give of waiting) give(new SmppFault('lost'));
    waiting.clear();
  };
  const pulse = setInterval(() => {
    ask('enquire_link', {}).catch(end);
  }, enquireMs);
  pulse.unref();
  session.on('error', end);
  session.on('close', end);
  session.on('enquire_link', (pdu: Pdu) => session.send(pdu.response()));
  session.on('unbind', (pdu: Pdu) => {
    session.send(pdu.response());
    end();
  });
  session.on('deliver_sm', (pdu: Pdu) => {
    onDelivery(pdu).then(
      () => session.send(pdu.response()),
      () => session.send(pdu.response({ command_status: tryAgain })),
    );
  });

  function ask(command: string, options: object, ms = answerMs): Promise<Pdu> {
    return new Promise((done, fail) => {
      const pdu = new smpp.PDU(command, options);
      const settle = (act: () => void) => {
        clearTimeout(timer);
        waiting.delete(give);
        act();
      };
      const give = (fault: SmppFault) => settle(() => fail(fault));
      const timer = setTimeout(() => {
        delete session._callbacks[pdu.sequence_number];
        give(new SmppFault('lost'));
      }, ms);
      waiting.add(give);
      const isSent =
        isAlive &&
        session.send(pdu, (answer) =>
          settle(() =>
            answer.command_status === 0 ? done(answer) : fail(new SmppFault('refused', answer.command_status)),
          ),
        );
      if (!isSent) give(new SmppFault('unsent'));
    });
  }

  try {
    await connected(session, isSecure);
    await ask(
      'bind_transceiver',
      { system_id: settings.systemId, password: settings.password, interface_version: 0x34 },
      bindMs,
    );
  } catch (error) {
    end();
    // Nothing was submitted yet, whatever was lost.
    throw error instanceof SmppFault && error.kind === 'refused' ? error : new SmppFault('unsent');
  }
  return {
    ask,
    errors: smpp.errors,
    get isAlive() {
      return isAlive;
    },
    close: end,
  };
}

const connected = (session: RawSession, isSecure: boolean): Promise<void> =>
  new Promise((done, fail) => {
    const timer = setTimeout(() => fail(new SmppFault('unsent')), bindMs);
    session.once(isSecure ? 'secureConnect' : 'connect', () => {
      clearTimeout(timer);
      done();
    });
    session.once('close', () => {
      clearTimeout(timer);
      fail(new SmppFault('unsent'));
    });
  });
