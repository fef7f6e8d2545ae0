import { type CardState, createCard, issueCard, issueDemoCa } from '@jiesuo/card';
import { type Dialect, dialects, type Transmit } from '@jiesuo/ceremony';
import { expect } from 'vitest';
import { observe } from './gmt0017-observe.ts';
import { type Probed, probe } from './gmt0017-probe.ts';

export const PIN = 'Cust-1357';
export const { state: issued, adminPin } = issueCard({
  ca: issueDemoCa(),
  kind: 'sm2',
  company: '示例科技有限公司',
  uscc: '91110108551385082Q',
  userPin: PIN,
  isDefaultUserPin: false,
});
export const speaking = ({ cipher: _, ...dialect }: Dialect, more: Partial<CardState> = {}): CardState => ({
  ...issued,
  dialect,
  ...more,
});
export const [first = expect.unreachable()] = dialects;

/** A card as no maker should build it. `odd` sees each command and may answer in the card's place. */
export type Odd = (apdu: Buffer, ask: (apdu: Uint8Array) => Buffer) => Buffer | undefined;
export function plug(state: CardState, odd: Odd = () => undefined) {
  const card = createCard(state);
  const sent: string[] = [];
  const ask = (apdu: Uint8Array) => Buffer.from(card.apdu(Uint8Array.from(apdu)));
  const transmit: Transmit = async (apdu) => {
    sent.push(Buffer.from(apdu).toString('hex'));
    return odd(Buffer.from(apdu), ask) ?? ask(apdu);
  };
  return { card, sent, transmit };
}

export interface Trial {
  readonly pin?: string;
  readonly admin?: string;
  readonly likeliest?: Dialect;
}
export async function tryOut(transmit: Transmit, { pin = PIN, admin, likeliest }: Trial = {}): Promise<Probed> {
  const { candidates, application = '' } = await observe(transmit, 'JIESUO');
  return probe(transmit, {
    application,
    candidates,
    userPin: Buffer.from(pin),
    ...(likeliest && { likeliest }),
    ...(admin !== undefined && { adminPin: Buffer.from(admin) }),
  });
}
export const ins = (apdu: string) => apdu.slice(2, 4);
export const isMac = (apdu: Buffer) => apdu[0] === 0x84;
export const word = (hex: string) => Buffer.from(hex, 'hex');
