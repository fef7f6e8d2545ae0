import type { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import type { Server } from 'node:net';

/** As the `smpp` package gives it; it has no types of its own. */
export interface Pdu {
  readonly command: string;
  readonly command_status: number;
  readonly system_id?: string;
  readonly password?: string;
  readonly source_addr?: string;
  readonly destination_addr?: string;
  readonly registered_delivery?: number;
  readonly esm_class?: number;
  readonly message_id?: string;
  readonly message_state?: number;
  readonly receipted_message_id?: string;
  readonly short_message?: { readonly message?: string | Buffer };
  readonly message_payload?: { readonly message?: string | Buffer } | string | Buffer;
  response(fields?: object): Pdu;
}
export interface Session extends EventEmitter {
  send(pdu: Pdu, onAnswer?: (answer: Pdu) => void): boolean;
  submit_sm(fields: object, onAnswer: (answer: Pdu) => void): void;
  bind_transceiver(fields: object, onAnswer: (answer: Pdu) => void): void;
  deliver_sm(fields: object, onAnswer: (answer: Pdu) => void): boolean;
  close(): void;
  destroy(): void;
}
interface Library {
  createServer(onSession: (session: Session) => void): Server;
  connect(options: object): Session;
}
export const smpp = createRequire(import.meta.url)('smpp') as Library;
