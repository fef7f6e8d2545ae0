/** Status words of docs/protocol.md §1 and of ISO/IEC 7816-4 §5.6. */
export const status = {
  done: 0x9000,
  moreData: 0x6100,
  memoryFailed: 0x6581,
  wrongLength: 0x6700,
  notLoggedIn: 0x6982,
  locked: 0x6983,
  conditionsNotMet: 0x6985,
  applicationNotOpen: 0x698a,
  wrongData: 0x6a80,
  fileNotFound: 0x6a82,
  wrongParameters: 0x6a86,
  notFound: 0x6a88,
  unknownInstruction: 0x6d00,
  unknownClass: 0x6e00,
  internal: 0x6f00,
} as const;

export const NOTHING = new Uint8Array(0);

/** @returns 63Cx. `triesLeft` is 0 to 15. */
export function wrongPin(triesLeft: number): number {
  return 0x63c0 | triesLeft;
}

/** Ends a command with a status word and no data. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly word: number;
  constructor(word: number) {
    super(word.toString(16));
    this.word = word;
  }
}

/** data ‖ SW. */
export function withStatus(data: Uint8Array, word: number = status.done): Uint8Array {
  const reply = new Uint8Array(data.length + 2);
  reply.set(data);
  reply.set([word >> 8, word & 0xff], data.length);
  return reply;
}

export function statusWord(word: number): Uint8Array {
  return withStatus(NOTHING, word);
}
