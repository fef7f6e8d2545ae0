/** An answer to reset for T=1 that tells nothing but four historical characters, with its checksum (ISO/IEC 7816-3 §8.2). */
export function atrOf(historical: string): Uint8Array {
  const body = [0x84, 0x80, 0x01, ...Buffer.from(historical, 'latin1')];
  return Uint8Array.of(
    0x3b,
    ...body,
    body.reduce((sum, byte) => sum ^ byte, 0),
  );
}
