import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { v7 as uuid } from 'uuid';
import { rootBytes, wrapPlace } from '../root/holder.ts';
import { type Attribute, bind, type Call, gcm, must, typed, ulong } from './pkcs11.ts';
import type { HsmSettings } from './settings.ts';
import { HsmFault } from './words.ts';

/** One session with the token, logged in. Everything throws {HsmFault}. */
export interface Token {
  /** Ids of the wrapping keys, the newest first: they are UUIDs of version 7. */
  keys(): string[];
  make(): string;
  wrap(key: string, root: Buffer): string | undefined;
  /** @returns undefined for a key that is not there. */
  unwrap(key: string, wrapped: string): Buffer | undefined;
}

const attribute = {
  class: 0x0,
  token: 0x1,
  private: 0x2,
  label: 0x3,
  keyType: 0x100,
  id: 0x102,
  sensitive: 0x103,
  encrypt: 0x104,
  decrypt: 0x105,
  wrap: 0x106,
  unwrap: 0x107,
  valueLength: 0x161,
  extractable: 0x162,
  neverExtractable: 0x164,
} as const;
const yes = Buffer.from([1]);
const no = Buffer.from([0]);
const secretKey = 4;
const slotsMost = 64;
const keysMost = 100;
const tagBytes = 16;
/** CKR_PIN_INCORRECT to CKR_PIN_LOCKED. */
const isPinFault = (result: number) => result >= 0xa0 && result <= 0xa4;
/** CKR_CRYPTOKI_ALREADY_INITIALIZED, CKR_USER_ALREADY_LOGGED_IN. */
const already = { initialized: 0x191, loggedIn: 0x100 };

export function openToken(settings: HsmSettings): Token {
  const call = bind(settings.module);
  const begun = call('Initialize', null);
  if (begun !== already.initialized) must('Initialize', begun);
  const session = logIn(call, settings);
  const { algorithm } = settings;
  const label = Buffer.from(settings.keyLabel);

  function find(id?: string): bigint[] {
    const template: Attribute[] = [
      [attribute.class, ulong(secretKey)],
      [attribute.label, label],
      ...(id === undefined ? [] : ([[attribute.id, Buffer.from(id, 'hex')]] as const)),
    ];
    must('FindObjectsInit', call('FindObjectsInit', session, typed(template), template.length));
    const found = Buffer.alloc(keysMost * 8);
    const count = ulong(0);
    const result = call('FindObjects', session, found, keysMost, count);
    call('FindObjectsFinal', session);
    must('FindObjects', result);
    const length = Math.min(keysMost, Number(count.readBigUInt64LE()));
    return Array.from({ length }, (_, at) => found.readBigUInt64LE(at * 8));
  }

  function read(key: bigint, type: number, bytes: number): Buffer {
    const asked = typed([[type, Buffer.alloc(bytes)]]);
    must('GetAttributeValue', call('GetAttributeValue', session, key, asked, 1));
    return asked.subarray(24, 24 + Math.min(bytes, Number(asked.readBigUInt64LE(16))));
  }

  /** What the HSM says of it counts, not what it was made with. */
  function mustBeKept(key: bigint): void {
    const isKept =
      read(key, attribute.sensitive, 1)[0] === 1 &&
      read(key, attribute.extractable, 1)[0] === 0 &&
      read(key, attribute.neverExtractable, 1)[0] === 1;
    if (!isKept) throw new HsmFault('weak', settings.keyLabel);
  }

  function use(id: string): bigint | undefined {
    const [key] = /^[0-9a-f]{32}$/.test(id) ? find(id) : [];
    if (key !== undefined) mustBeKept(key);
    return key;
  }

  function run(
    does: 'Encrypt' | 'Decrypt',
    key: bigint,
    { iv, place }: { iv: Buffer; place: Buffer },
    bytes: Buffer,
  ): Buffer {
    const how = gcm(algorithm.gcm, iv, place);
    must(`${does}Init`, call(`${does}Init`, session, how.mechanism, key), 'key');
    const out = Buffer.alloc(bytes.length + 2 * tagBytes);
    const length = ulong(out.length);
    must(does, call(does, session, bytes, bytes.length, out, length), does === 'Decrypt' ? 'changed' : 'key');
    return how.keep.length > 0 ? out.subarray(0, Number(length.readBigUInt64LE())) : out;
  }

  return {
    keys: () =>
      find()
        .map((key) => read(key, attribute.id, 16).toString('hex'))
        .toSorted()
        .toReversed(),
    make() {
      const id = uuid().replaceAll('-', '');
      const template: Attribute[] = [
        [attribute.class, ulong(secretKey)],
        [attribute.keyType, ulong(algorithm.keyType)],
        [attribute.label, label],
        [attribute.id, Buffer.from(id, 'hex')],
        [attribute.token, yes],
        [attribute.private, yes],
        [attribute.sensitive, yes],
        [attribute.extractable, no],
        [attribute.encrypt, yes],
        [attribute.decrypt, yes],
        [attribute.wrap, no],
        [attribute.unwrap, no],
        ...(algorithm.keyBytes === undefined ? [] : ([[attribute.valueLength, ulong(algorithm.keyBytes)]] as const)),
      ];
      const made = ulong(0);
      const mechanism = typed([[algorithm.generate, Buffer.alloc(0)]]);
      must('GenerateKey', call('GenerateKey', session, mechanism, typed(template), template.length, made), 'key');
      mustBeKept(made.readBigUInt64LE());
      return id;
    },
    wrap(id, root) {
      const key = use(id);
      if (key === undefined) return undefined;
      const iv = randomBytes(12);
      const closed = run('Encrypt', key, { iv, place: placeOf(id) }, root);
      if (closed.length !== rootBytes + tagBytes) throw new HsmFault('key', 'C_Encrypt');
      return `h1.${id}.${iv.toString('base64url')}.${closed.toString('base64url')}`;
    },
    unwrap(id, wrapped) {
      const parts = /^h1\.([0-9a-f]{32})\.([A-Za-z0-9_-]{16})\.([A-Za-z0-9_-]{64})$/.exec(wrapped);
      if (parts?.[1] !== id) throw new HsmFault('changed', 'h1');
      const key = use(id);
      if (key === undefined) return undefined;
      const iv = Buffer.from(parts[2] ?? '', 'base64url');
      const root = run('Decrypt', key, { iv, place: placeOf(id) }, Buffer.from(parts[3] ?? '', 'base64url'));
      if (root.length !== rootBytes) throw new HsmFault('changed', 'C_Decrypt');
      return root;
    },
  };
}

const placeOf = (id: string) => Buffer.from(`h1.${id}.${wrapPlace}`);

function logIn(call: Call, settings: HsmSettings): bigint {
  const slot = slotOf(call, settings.token);
  const session = ulong(0);
  // CKF_RW_SESSION and CKF_SERIAL_SESSION.
  must('OpenSession', call('OpenSession', slot, 6, null, null, session));
  const handle = session.readBigUInt64LE();
  const pin = readPin(settings.pinFile);
  try {
    const result = call('Login', handle, 1, pin, pin.length);
    if (isPinFault(result)) throw new HsmFault('pin', `0x${result.toString(16)}`);
    if (result !== already.loggedIn) must('Login', result);
  } finally {
    pin.fill(0);
  }
  return handle;
}

function slotOf(call: Call, label: string): bigint {
  const count = ulong(slotsMost);
  const slots = Buffer.alloc(slotsMost * 8);
  must('GetSlotList', call('GetSlotList', 1, slots, count));
  const wanted = Buffer.from(label);
  for (let at = 0; at < Math.min(slotsMost, Number(count.readBigUInt64LE())); at++) {
    const slot = slots.readBigUInt64LE(at * 8);
    // CK_TOKEN_INFO: the label, padded with blanks to 32 bytes, stands first of 208.
    const info = Buffer.alloc(256);
    if (call('GetTokenInfo', slot, info) === 0 && info.subarray(0, 32).toString().trimEnd() === wanted.toString())
      return slot;
  }
  throw new HsmFault('away', 'C_GetSlotList');
}

/** Without the line's end. */
function readPin(file: string): Buffer {
  const bytes = readFileSync(file);
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 0x0a || bytes[end - 1] === 0x0d)) end--;
  return bytes.subarray(0, end);
}
