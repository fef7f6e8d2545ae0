import { type AnyCard, challengeAnswer, pinKey } from '@jiesuo/card';

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
 * @throws Error when the card answers what its family's text does not know.
 */
export function typePin(card: AnyCard, pin: string, isHeld: boolean): TypedPin {
  if (!isHeld) card.control(POWER_ON);
  try {
    const word =
      card.state.family === undefined ? verifyGmt0017(card, card.state.applicationName, pin) : verifyIso(card, pin);
    if (word === 0x9000) return { outcome: 'right' };
    if (word === 0x6983) return { outcome: 'locked' };
    if (word >> 4 === 0x63c) return { outcome: 'wrong', triesLeft: word & 0xf };
    throw unexpected(word);
  } finally {
    if (!isHeld) card.control(POWER_OFF);
  }
}

/** docs/protocol.md §1. */
function verifyGmt0017(card: AnyCard, applicationName: string, pin: string): number {
  const name = Buffer.from(applicationName);
  const opened = send(card, [0x80, 0x26, 0, 0, 0, 0, name.length, ...name]);
  if (opened.word !== 0x9000) throw unexpected(opened.word);
  const application = opened.data.subarray(8, 10);
  const challenge = send(card, [0x80, 0x50, 0, 0, 0, 0, 8]);
  if (challenge.word !== 0x9000) throw unexpected(challenge.word);
  const answer = challengeAnswer(pinKey(pin), challenge.data);
  const { word } = send(card, [0x80, 0x18, 0, USER, 0, 0, 18, ...application, ...answer]);
  if (word === 0x9000) send(card, [0x80, 0x1c, 0, 0, 0, 0, 2, ...application]);
  return word;
}

const applications = { gids: 'a00000039742544659', piv: 'a000000308000010000100' } as const;
const PIV_PIN_BYTES = 8;

/** SELECT and VERIFY of reference 80 (GIDS; NIST SP 800-73-4 part 2 §3.2.1, where FF fills the PIN). */
function verifyIso(card: AnyCard, pin: string): number {
  const family = card.state.family ?? 'gids';
  const name = Buffer.from(applications[family], 'hex');
  const { word } = send(card, [0, 0xa4, 4, 0, name.length, ...name]);
  if (word !== 0x9000) throw unexpected(word);
  const typed = Buffer.from(pin);
  const bytes =
    family === 'piv' ? Buffer.alloc(Math.max(PIV_PIN_BYTES, typed.length), 0xff).fill(typed, 0, typed.length) : typed;
  const verified = send(card, [0, 0x20, 0, 0x80, bytes.length, ...bytes]);
  // A PIN that this UKey cannot have: no try is spent, and it is not the right one.
  return verified.word === 0x6a80 ? 0x63c0 + card.state.userTriesLeft : verified.word;
}

function send(card: AnyCard, command: number[]): { data: Uint8Array; word: number } {
  const answer = Buffer.from(card.apdu(Uint8Array.from(command)));
  if (answer.length < 2) throw new Error('the card was torn out');
  return { data: answer.subarray(0, -2), word: answer.readUInt16BE(answer.length - 2) };
}

const unexpected = (word: number) => new Error(`the card answered ${word.toString(16)}`);
