import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { CreatedPasskey, PasskeyCreation, PasskeyRequest, UsedPasskey } from '@jiesuo/contract/console';

interface Habits {
  /** Where the browser says it is. */
  readonly origin: string;
  readonly rpId: string;
  /** Whether the person was verified (PIN, finger), not only present. */
  readonly isVerified: boolean;
  readonly counter: number;
}

/** A passkey of a made-up authenticator with ES256, as WebAuthn §6 writes its bytes; `habits` make it misbehave. */
export function createPasskey(usual: Pick<Habits, 'origin' | 'rpId'>) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(32);
  let count = 0;
  const habitsOf = (habits: Partial<Habits>): Habits => ({ ...usual, isVerified: true, counter: ++count, ...habits });
  return {
    make(creation: PasskeyCreation, habits: Partial<Habits> = {}): CreatedPasskey {
      const how = habitsOf(habits);
      const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
      const key = cborMap([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, Buffer.from(x, 'base64url')],
        [-3, Buffer.from(y, 'base64url')],
      ]);
      const size = Buffer.alloc(2);
      size.writeUInt16BE(id.length);
      const authData = Buffer.concat([authenticatorData(how, 0x40), Buffer.alloc(16), size, id, key]);
      const attestation = cborMap([
        ['fmt', 'none'],
        ['attStmt', new Map<string, never>()],
        ['authData', authData],
      ]);
      return {
        challenge: creation.challengeId,
        id: id.toString('base64url'),
        clientDataJSON: clientData('webauthn.create', creation.challenge, how).toString('base64url'),
        attestationObject: attestation.toString('base64url'),
        transports: ['internal'],
      };
    },
    use(request: PasskeyRequest, habits: Partial<Habits> = {}): UsedPasskey {
      const how = habitsOf(habits);
      const data = authenticatorData(how, 0);
      const said = clientData('webauthn.get', request.challenge, how);
      const signed = Buffer.concat([data, createHash('sha256').update(said).digest()]);
      return {
        challenge: request.challengeId,
        id: id.toString('base64url'),
        clientDataJSON: said.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: sign('sha256', signed, privateKey).toString('base64url'),
      };
    },
  };
}

const clientData = (type: string, challenge: string, { origin }: Habits) =>
  Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));

function authenticatorData({ rpId, isVerified, counter }: Habits, flags: number): Buffer {
  const tail = Buffer.alloc(5);
  tail[0] = 0x01 | (isVerified ? 0x04 : 0) | flags;
  tail.writeUInt32BE(counter, 1);
  return Buffer.concat([createHash('sha256').update(rpId).digest(), tail]);
}

type Cbor = number | string | Buffer | Map<string, never>;

/** CBOR (RFC 8949) of small maps, no more than the above needs. */
const cborMap = (entries: readonly (readonly [Cbor, Cbor])[]): Buffer =>
  Buffer.concat([head(5, entries.length), ...entries.flat().map(cbor)]);

function cbor(value: Cbor): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  return Buffer.isBuffer(value) ? Buffer.concat([head(2, value.length), value]) : head(5, 0);
}

function head(major: number, size: number): Buffer {
  if (size < 24) return Buffer.of((major << 5) | size);
  return size < 256 ? Buffer.of((major << 5) | 24, size) : Buffer.of((major << 5) | 25, size >> 8, size & 255);
}
