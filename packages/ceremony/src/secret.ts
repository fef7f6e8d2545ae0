/** An admin secret on its way to a trusted bridge, and the one that shall follow it. Whoever has them wipes them. */
export interface Secrets {
  /** For the one admin attempt. */
  readonly secret: Buffer;
  /** Becomes the UKey's admin secret; empty: nothing is to be rotated. */
  readonly next: Buffer;
}

const longest = 255;

/** Length (1 byte) ‖ secret ‖ length ‖ next: the text that is sealed as `secret`. The caller wipes it. @throws RangeError for an empty or too long secret. */
export function packSecrets({ secret, next }: Secrets): Buffer {
  if (secret.length === 0 || secret.length > longest || next.length > longest)
    throw new RangeError('a secret has 1 to 255 bytes');
  return Buffer.concat([Buffer.from([secret.length]), secret, Buffer.from([next.length]), next]);
}

/** Copies both out; `packed` is the caller's to wipe. @throws RangeError for anything else than `packSecrets` made. */
export function openSecrets(packed: Uint8Array): Secrets {
  const length = packed[0] ?? 0;
  const nextLength = packed[1 + length];
  if (length === 0 || nextLength === undefined || packed.length !== 2 + length + nextLength)
    throw new RangeError('no secrets');
  return {
    secret: Buffer.from(packed.subarray(1, 1 + length)),
    next: Buffer.from(packed.subarray(2 + length)),
  };
}
