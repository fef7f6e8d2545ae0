import type { AnyCard } from '../carrier/desk.ts';
import { issueDemoCa } from '../issue/ca.ts';

export const USER_PIN = 'Cust-123';
export const NEW_PIN = 'Next-456';
export const order = { ca: issueDemoCa(), company: '示例科技有限公司', uscc: '91110108551385082Q', userPin: USER_PIN };

export const hex = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('hex');

/** A host at the card: hex in, hex out. */
export const hostOf =
  (card: AnyCard) =>
  (command: string): string =>
    hex(card.apdu(Buffer.from(command, 'hex')));

/** The whole of an answer that comes in parts, without its status word, which must be 9000. */
export function whole(send: (command: string) => string, asked: string): Buffer {
  let answer = send(asked);
  while (answer.slice(-4, -2) === '61') answer = answer.slice(0, -4) + send('00c0000000');
  if (!answer.endsWith('9000')) throw new Error(answer.slice(-4));
  return Buffer.from(answer.slice(0, -4), 'hex');
}

/** A short command with its data. */
export function command(head: string, data: string | Uint8Array = '', le = ''): string {
  const body = typeof data === 'string' ? data : hex(data);
  return `${head}${body === '' ? '' : hex(Buffer.of(body.length / 2))}${body}${le}`;
}
