import { type Card, challengeAnswer, pinKey } from '@jiesuo/card';

const POWER_ON = 1;
const POWER_OFF = 0;
const USER = 1;

export type TypedPin =
  | { readonly outcome: 'right' }
  | { readonly outcome: 'wrong'; readonly triesLeft: number }
  | { readonly outcome: 'locked' };

/**
 * Types a user PIN as another program on the same computer would: through the card's commands, so a wrong one costs a try.
 * Takes the challenge away from whoever holds the card at this moment; that is a fault the ceremony must survive.
 * @param isHeld a reader holds the card: its power must stay.
 * @throws Error when the card answers what docs/protocol.md §1 does not know.
 */
export function typePin(card: Card, pin: string, isHeld: boolean): TypedPin {
  if (!isHeld) card.control(POWER_ON);
  try {
    const name = Buffer.from(card.state.applicationName);
    const opened = send(card, [0x80, 0x26, 0, 0, 0, 0, name.length, ...name]);
    if (opened.word !== 0x9000) throw unexpected(opened.word);
    const application = opened.data.subarray(8, 10);
    const challenge = send(card, [0x80, 0x50, 0, 0, 0, 0, 8]);
    if (challenge.word !== 0x9000) throw unexpected(challenge.word);
    const answer = challengeAnswer(pinKey(pin), challenge.data);
    const { word } = send(card, [0x80, 0x18, 0, USER, 0, 0, 18, ...application, ...answer]);
    if (word === 0x9000) {
      send(card, [0x80, 0x1c, 0, 0, 0, 0, 2, ...application]);
      return { outcome: 'right' };
    }
    if (word === 0x6983) return { outcome: 'locked' };
    if (word >> 4 === 0x63c) return { outcome: 'wrong', triesLeft: word & 0xf };
    throw unexpected(word);
  } finally {
    if (!isHeld) card.control(POWER_OFF);
  }
}

function send(card: Card, command: number[]): { data: Uint8Array; word: number } {
  const answer = Buffer.from(card.apdu(Uint8Array.from(command)));
  if (answer.length < 2) throw new Error('the card was torn out');
  return { data: answer.subarray(0, -2), word: answer.readUInt16BE(answer.length - 2) };
}

const unexpected = (word: number) => new Error(`the card answered ${word.toString(16)}`);
