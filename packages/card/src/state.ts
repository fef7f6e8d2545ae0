/** One key pair on the UKey, with the certificates that stand beside it. */
export interface ContainerState {
  readonly name: string;
  readonly kind: 'sm2' | 'rsa';
  /** SM2: 64 hex digits. RSA: PKCS#8 DER in base64. */
  readonly privateKey: string;
  /** DER in base64. */
  readonly signCertificate: string;
  /** DER in base64. */
  readonly encCertificate?: string;
}

/** All that a virtual UKey keeps when it has no power. JSON-serialisable; it holds PINs and private keys. */
export interface CardState {
  readonly serial: string;
  readonly label: string;
  readonly maker: string;
  readonly applicationName: string;
  readonly userPin: string;
  readonly adminPin: string;
  readonly userTriesMax: number;
  readonly userTriesLeft: number;
  readonly adminTriesMax: number;
  readonly adminTriesLeft: number;
  readonly isDefaultUserPin: boolean;
  readonly containers: readonly ContainerState[];
}

/** A card file or a caller's object that is not a CardState. Its message names the field and never its value. */
export class CardStateError extends Error {
  override name = 'CardStateError';
}

/**
 * Reads a CardState from untrusted JSON: every field must be there, in range, and no other.
 * @throws {CardStateError}
 */
export function parseCardState(value: unknown): CardState {
  const card = record(value, 'card', CARD_FIELDS);
  const state: CardState = {
    serial: text(card, 'serial', SERIAL),
    label: text(card, 'label', NAME),
    maker: text(card, 'maker', NAME),
    applicationName: text(card, 'applicationName', NAME),
    userPin: text(card, 'userPin', PIN),
    adminPin: text(card, 'adminPin', PIN),
    userTriesMax: tries(card, 'userTriesMax', 1),
    userTriesLeft: tries(card, 'userTriesLeft', 0),
    adminTriesMax: tries(card, 'adminTriesMax', 1),
    adminTriesLeft: tries(card, 'adminTriesLeft', 0),
    isDefaultUserPin: flag(card, 'isDefaultUserPin'),
    containers: list(card, 'containers').map(parseContainer),
  };
  if (state.userTriesLeft > state.userTriesMax) throw new CardStateError('userTriesLeft is above its maximum');
  if (state.adminTriesLeft > state.adminTriesMax) throw new CardStateError('adminTriesLeft is above its maximum');
  const names = new Set(state.containers.map((container) => container.name));
  if (names.size !== state.containers.length) throw new CardStateError('two containers have one name');
  return state;
}

/** 6 to 16 printable ASCII characters: GM/T 0027 §9.2 sets the floor, the 16-byte PIN block the ceiling. */
export const PIN = /^[\x20-\x7e]{6,16}$/;
/** Also a file name, so nothing that could climb out of a directory. */
const SERIAL = /^[A-Za-z0-9][A-Za-z0-9_-]{0,30}$/;
// No NUL, since names travel in NUL-separated lists; DEVINFO gives a label 32 bytes.
const NAME = /^\P{Cc}{1,31}$/u;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const SM2_KEY = /^[0-9a-f]{64}$/;

const CARD_FIELDS = [
  'serial',
  'label',
  'maker',
  'applicationName',
  'userPin',
  'adminPin',
  'userTriesMax',
  'userTriesLeft',
  'adminTriesMax',
  'adminTriesLeft',
  'isDefaultUserPin',
  'containers',
];
const CONTAINER_FIELDS = ['name', 'kind', 'privateKey', 'signCertificate', 'encCertificate'];

function parseContainer(value: unknown): ContainerState {
  const container = record(value, 'container', CONTAINER_FIELDS);
  const kind = container.kind;
  if (kind !== 'sm2' && kind !== 'rsa') throw new CardStateError('kind is neither sm2 nor rsa');
  return {
    name: text(container, 'name', NAME),
    kind,
    privateKey: text(container, 'privateKey', kind === 'sm2' ? SM2_KEY : BASE64),
    signCertificate: text(container, 'signCertificate', BASE64),
    ...(container.encCertificate === undefined ? {} : { encCertificate: text(container, 'encCertificate', BASE64) }),
  };
}

type Fields = Readonly<Record<string, unknown>>;

function record(value: unknown, what: string, allowed: readonly string[]): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new CardStateError(`${what} is not an object`);
  const unknownField = Object.keys(value).find((key) => !allowed.includes(key));
  if (unknownField !== undefined) throw new CardStateError(`${what} has an unknown field`);
  return value as Fields;
}

function text(fields: Fields, key: string, shape: RegExp): string {
  const value = fields[key];
  if (typeof value !== 'string' || !shape.test(value)) throw new CardStateError(`${key} has a wrong shape`);
  return value;
}

/** GM/T 0027 §9.2 allows at most 10 wrong tries; 63Cx could tell 15. */
function tries(fields: Fields, key: string, least: number): number {
  const value = fields[key];
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > 10)
    throw new CardStateError(`${key} is not a whole number from ${least} to 10`);
  return value;
}

function flag(fields: Fields, key: string): boolean {
  const value = fields[key];
  if (typeof value !== 'boolean') throw new CardStateError(`${key} is not a boolean`);
  return value;
}

function list(fields: Fields, key: string): readonly unknown[] {
  const value = fields[key];
  if (!Array.isArray(value) || value.length > 16) throw new CardStateError(`${key} is not a list of at most 16`);
  return value;
}
