import {
  CardFault,
  clearSecureState,
  type Dialect,
  dialects,
  frame,
  openApplication,
  pinTries,
  type Transmit,
  takeChallenge,
} from '@jiesuo/ceremony';
import type { Counters } from './gmt0017-counters.ts';

/** How the lengths of a command stand on the wire. */
export type Form = Pick<Dialect, 'headerLength' | 'lcEndian'>;

/** What a GM/T 0017 card tells whoever asks: no log-in, no PIN, no MAC, nothing written (docs/decisions/015). */
export interface Observation {
  /** The forms in which it answered sensibly; none: it is no such card, or one with another header. */
  readonly forms: readonly Form[];
  /** Names that it lists. Empty where it lists none. */
  readonly applications: readonly string[];
  /** The one that was opened: the record's, or the only one there is. */
  readonly application?: string;
  readonly counters?: Counters;
  /** False where DEVINFO names its ciphers and SM4 is none of them; undefined where it does not say. */
  readonly hasSm4?: boolean;
  /** Two challenges one behind the other differ. */
  readonly isChallengeFresh: boolean;
  /** The dialects that go with all of this. */
  readonly candidates: readonly Dialect[];
}

const forms: readonly Form[] = [
  { headerLength: 7, lcEndian: 'big' },
  { headerLength: 8, lcEndian: 'big' },
  { headerLength: 8, lcEndian: 'little' },
];
const GET_DEV_INFO = Buffer.from('80040000000000', 'hex');
const ENUM_APP = Buffer.from('80220000000000', 'hex');
/** AlgSymCap in DEVINFO, GM/T 0016-2012 §6.4.1, by its length: packed and natural alignment, 32-bit ULONG (measured). */
const algSymCapAt: Readonly<Record<number, number>> = { 294: 198, 296: 200 };
/** SGD_SM4_*, GM/T 0006. */
const SM4 = 0x400;

/** Every command in this form. */
export const inForm =
  (transmit: Transmit, form: Form): Transmit =>
  (apdu) =>
    transmit(frame(form, apdu));

/**
 * Asks only what costs nothing: GetDevInfo, EnumApp, OpenApp, GetPINInfo, GenRandom, ClearSecureState.
 * @param application the record's; undefined where nobody has told. @throws {DriverFault} when the UKey is gone or the reader fails.
 */
export async function observe(transmit: Transmit, application?: string): Promise<Observation> {
  let seen: Partial<Observation> & { readonly appId?: Buffer } = {};
  const good: Form[] = [];
  for (const form of forms) {
    const wire = inForm(transmit, form);
    const applications = seen.applications?.length ? seen.applications : await listed(wire);
    const name = application ?? (applications.length === 1 ? applications[0] : undefined);
    seen = { ...seen, applications };
    const opened = name === undefined ? undefined : await open(wire, name, seen.appId);
    if (name === undefined || opened === undefined) continue;
    good.push(form);
    if (seen.appId !== undefined) continue;
    const hasSm4 = await sm4Of(wire);
    seen = { ...seen, ...opened, application: name, ...(hasSm4 !== undefined && { hasSm4 }) };
  }
  const { appId, applications = [], isChallengeFresh = false, ...rest } = seen;
  if (appId !== undefined && good[0]) await clearSecureState(inForm(transmit, good[0]), appId);
  const candidates = dialects.filter((dialect) => good.some((form) => isIn(form, dialect)));
  return { ...rest, forms: good, applications, isChallengeFresh, candidates };
}

/** With a header of 7 bytes the lengths on the wire are ISO's, whatever stands under the MAC. */
const isIn = ({ headerLength, lcEndian }: Form, dialect: Dialect): boolean =>
  headerLength === dialect.headerLength && (headerLength === 7 || lcEndian === dialect.lcEndian);

/** @param known where another form has opened it already: some cards open one application only. */
async function open(wire: Transmit, application: string, known?: Buffer) {
  return orNothing(async () => {
    const appId = known ?? (await openApplication(wire, { application }));
    const counters = await readCounters(wire, appId);
    const [first, second] = [await takeChallenge(wire), await takeChallenge(wire)];
    if (counters === undefined || first.length !== 8 || second.length !== 8) return undefined;
    return { appId, counters, isChallengeFresh: !first.equals(second) };
  });
}

const LEAST_TRIES_MAX = 1;
/** 63Cx tells no more. */
const TRIES_MAX = 15;

/** Both counters; undefined where what the card says cannot be counters. @throws {CardFault} */
export async function readCounters(wire: Transmit, appId: Uint8Array): Promise<Counters | undefined> {
  const [user, admin] = [await pinTries(wire, appId, 'user'), await pinTries(wire, appId, 'admin')];
  if (user === null || admin === null) return undefined;
  const areSane = [user, admin].every(({ left, max }) => max >= LEAST_TRIES_MAX && max <= TRIES_MAX && left <= max);
  return areSane ? { user, admin } : undefined;
}

const listed = async (wire: Transmit): Promise<readonly string[]> => {
  const { data, sw } = split(await wire(ENUM_APP));
  if (sw !== '9000') return [];
  const names = data.toString('utf8').split('\0');
  return names.filter((name) => name !== '' && name.length <= 32 && !/\p{C}|�/u.test(name)).slice(0, 16);
};

async function sm4Of(wire: Transmit): Promise<boolean | undefined> {
  const { data, sw } = split(await wire(GET_DEV_INFO));
  const at = sw === '9000' ? algSymCapAt[data.length] : undefined;
  const ciphers = at === undefined ? 0 : data.readUInt32LE(at);
  return ciphers === 0 ? undefined : (ciphers & SM4) !== 0;
}

const split = (answer: Uint8Array): { readonly data: Buffer; readonly sw: string } => {
  const bytes = Buffer.from(answer);
  return { data: bytes.subarray(0, -2), sw: bytes.subarray(-2).toString('hex') };
};

async function orNothing<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (fault) {
    if (fault instanceof CardFault) return undefined;
    throw fault;
  }
}
