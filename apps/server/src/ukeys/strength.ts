/** A remote reset shows one VERIFY transcript to whoever runs the client; an admin PIN that can be guessed offline is then as good as told (reference: 8 digits fall in minutes). */
const remoteLength = 16;
const least = 10;

/**
 * True unless the PIN could have come from a random generator over printable characters: 16 long, varied, no pattern.
 * It cannot prove randomness; it finds the habits that were seen: short, digits only, repeats, words.
 */
export function isWeakAdminPin(pin: string): boolean {
  if (pin.length < remoteLength) return true;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(pin)).length;
  if (kinds < 3) return true;
  if (new Set(pin).size < least) return true;
  return /(.)\1{2}/.test(pin) || /(?:0123|1234|2345|3456|4567|5678|6789|abcd|qwer|admin|password)/i.test(pin);
}
