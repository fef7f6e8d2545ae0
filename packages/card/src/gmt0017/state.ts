import { BASE64, COMMON_FIELDS, type CommonState, choice, list, NAME, parseCommon, record, text } from '../fields.ts';
import { type Dialect, FIRST_DIALECT, parseDialect } from './dialect.ts';

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

/** All that a GM/T 0017 UKey keeps when it has no power. JSON-serialisable; it holds PINs and private keys. */
export interface CardState extends CommonState {
  /** Only this family's files say nothing: they are older than the others. */
  readonly family?: undefined;
  readonly serial: string;
  readonly applicationName: string;
  readonly userPin: string;
  readonly adminPin: string;
  readonly containers: readonly ContainerState[];
  /** Without it: `FIRST_DIALECT`. */
  readonly dialect?: Dialect;
}

export const dialectOf = ({ dialect = FIRST_DIALECT }: CardState): Dialect => dialect;

/**
 * Reads a CardState from untrusted JSON: every field must be there, in range, and no other.
 * @throws {CardStateError}
 */
export function parseCardState(value: unknown): CardState {
  const card = record(value, 'card', CARD_FIELDS);
  return {
    serial: text(card, 'serial', SERIAL),
    applicationName: text(card, 'applicationName', NAME),
    userPin: text(card, 'userPin', PIN),
    adminPin: text(card, 'adminPin', PIN),
    ...parseCommon(card),
    containers: list(card, 'containers', parseContainer),
    ...(card.dialect === undefined ? {} : { dialect: parseDialect(card.dialect) }),
  };
}

/** 6 to 16 printable ASCII characters: GM/T 0027 §9.2 sets the floor, the 16-byte PIN block the ceiling. */
export const PIN = /^[\x20-\x7e]{6,16}$/;
/** Also a file name, so nothing that could climb out of a directory. */
const SERIAL = /^[A-Za-z0-9][A-Za-z0-9_-]{0,30}$/;
const SM2_KEY = /^[0-9a-f]{64}$/;

const CARD_FIELDS = [...COMMON_FIELDS, 'applicationName', 'adminPin', 'dialect'];
const CONTAINER_FIELDS = ['name', 'kind', 'privateKey', 'signCertificate', 'encCertificate'];

function parseContainer(value: unknown): ContainerState {
  const container = record(value, 'container', CONTAINER_FIELDS);
  const kind = choice(container, 'kind', ['sm2', 'rsa']);
  return {
    name: text(container, 'name', NAME),
    kind,
    privateKey: text(container, 'privateKey', kind === 'sm2' ? SM2_KEY : BASE64),
    signCertificate: text(container, 'signCertificate', BASE64),
    ...(container.encCertificate === undefined ? {} : { encCertificate: text(container, 'encCertificate', BASE64) }),
  };
}
