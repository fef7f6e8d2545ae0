import koffi, { type LibraryHandle } from 'koffi';
import { DriverFault } from '../driver.ts';
import { textOf } from '../text.ts';
import { CKR, faultOf } from './codes.ts';
import { bindModule, type Call, type FunctionName, type Value } from './functions.ts';
import { type Abi, abiOf, readUlong, writePointer, writeUlong } from './layout.ts';
import { type Structures, structuresOf } from './structures.ts';
import { type TokenInfo, tokenInfoOf } from './token.ts';

/** A slot, session or object: whatever the module says, all 64 bits of it. */
export type Handle = bigint;
export type Attribute = readonly [type: number, value: Buffer];

/** An initialised PKCS#11 module. What fails throws {DriverFault}; what takes a PIN gives its CK_RV. */
export interface Module {
  /** With a token in them; asks the module to look again. */
  slots(): Promise<readonly Handle[]>;
  slotName(slot: Handle): Promise<string>;
  token(slot: Handle): Promise<TokenInfo>;
  mechanisms(slot: Handle): Promise<readonly number[]>;
  /** Whether something came or went since this was asked last; false also where the module cannot tell. */
  hasEvent(): Promise<boolean>;
  openSession(slot: Handle): Promise<Handle>;
  closeAllSessions(slot: Handle): Promise<void>;
  login(session: Handle, who: 'user' | 'so', pin: Buffer): Promise<number>;
  logout(session: Handle): Promise<void>;
  initPin(session: Handle, pin: Buffer): Promise<number>;
  setPin(session: Handle, oldPin: Buffer, newPin: Buffer): Promise<number>;
  find(session: Handle, template: readonly Attribute[]): Promise<readonly Handle[]>;
  /** Undefined where the object has none. @throws {DriverFault} also for one longer than `largest`. */
  attribute(session: Handle, object: Handle, type: number, largest: number): Promise<Buffer | undefined>;
  sign(session: Handle, key: Handle, mechanism: number, data: Buffer): Promise<Buffer>;
  ulong(value: number): Buffer;
  finalize(): Promise<void>;
}

/** Nobody has more UKeys; a module that says so talks rubbish. */
const SLOTS_MAX = 16;
const MECHANISMS_MAX = 1024;
const OBJECTS_MAX = 256;
const SIGNATURE_BYTES_MAX = 1024;
const OS_LOCKING_OK = 2;
const DONT_BLOCK = 1;
/** CKF_RW_SESSION and CKF_SERIAL_SESSION. */
const SERIAL_WRITE = 6;
const WHO = { so: 0, user: 1 };

/** Binds and initialises. @throws {DriverFault} */
export async function openModule(library: LibraryHandle, abi: Abi = abiOf()): Promise<Module> {
  const structures = structuresOf(abi);
  const call = await bindModule(library, abi, structures);
  const result = await initialize(call, abi, structures);
  if (result !== CKR.ok && result !== CKR.alreadyInitialized) throw faultOf('Initialize', result);
  return moduleOf(call, abi, structures);
}

/** Our calls come from several threads, never two at a time: modules that know no locks may go without. */
async function initialize(call: Call, abi: Abi, { initializeArguments }: Structures): Promise<number> {
  const values = Buffer.alloc(initializeArguments.size);
  writeUlong(abi, values, OS_LOCKING_OK, initializeArguments.offset.flags);
  const result = await call('Initialize', values);
  return result === CKR.cantLock || result === CKR.argumentsBad ? call('Initialize', null) : result;
}

function moduleOf(call: Call, abi: Abi, structures: Structures): Module {
  const must = async (name: FunctionName, ...values: readonly Value[]): Promise<void> => {
    const result = await call(name, ...values);
    if (result !== CKR.ok) throw faultOf(name, result);
  };
  const ulong = (value: number): Buffer => {
    const bytes = Buffer.alloc(abi.ulongBytes);
    writeUlong(abi, bytes, value);
    return bytes;
  };
  /** A count or length that a module wrote. @throws {DriverFault} for one above what was asked for: garbage. */
  const counted = (name: FunctionName, bytes: Buffer, most: number): number => {
    const value = readUlong(abi, bytes);
    if (value > BigInt(most)) throw new DriverFault('fault', `C_${name}`);
    return Number(value);
  };
  /** The two steps of every list: how many, then the list itself. Something may come in between. */
  const list = async (name: 'GetSlotList' | 'GetMechanismList', most: number, first: number | bigint) => {
    for (let round = 0; round < 3; round += 1) {
      const count = ulong(0);
      await must(name, first, null, count);
      const room = counted(name, count, most);
      if (room === 0) return [];
      const items = Buffer.alloc(room * abi.ulongBytes);
      const result = await call(name, first, items, count);
      if (result === CKR.bufferTooSmall) continue;
      if (result !== CKR.ok) throw faultOf(name, result);
      return Array.from({ length: counted(name, count, room) }, (_, at) => readUlong(abi, items, at * abi.ulongBytes));
    }
    throw faultOf(name, CKR.bufferTooSmall);
  };
  /** CK_ATTRIBUTE or CK_MECHANISM structures with their bytes behind them, in one piece of memory. */
  const typed = (items: readonly Attribute[]): Buffer => {
    const { size, offset } = structures.typed;
    const bytes = Buffer.alloc(items.reduce((sum, [, value]) => sum + value.length, items.length * size));
    let behind = items.length * size;
    items.forEach(([type, value], at) => {
      writeUlong(abi, bytes, type, at * size + offset.type);
      writeUlong(abi, bytes, value.length, at * size + offset.length);
      if (value.length > 0) writePointer(abi, bytes, koffi.address(bytes) + BigInt(behind), at * size + offset.value);
      behind += value.copy(bytes, behind);
    });
    return bytes;
  };
  return {
    slots: () => list('GetSlotList', SLOTS_MAX, 1),
    async slotName(slot) {
      const bytes = Buffer.alloc(structures.slotInfo.size);
      await must('GetSlotInfo', slot, bytes);
      return textOf(bytes.subarray(0, structures.slotInfo.offset.manufacturer));
    },
    async token(slot) {
      const bytes = Buffer.alloc(structures.tokenInfo.size);
      await must('GetTokenInfo', slot, bytes);
      return tokenInfoOf(abi, structures, bytes);
    },
    mechanisms: async (slot) => (await list('GetMechanismList', MECHANISMS_MAX, slot)).map(Number),
    async hasEvent() {
      return (await call('WaitForSlotEvent', DONT_BLOCK, ulong(0), null)) === CKR.ok;
    },
    async openSession(slot) {
      const session = ulong(0);
      await must('OpenSession', slot, SERIAL_WRITE, null, null, session);
      return readUlong(abi, session);
    },
    closeAllSessions: (slot) => must('CloseAllSessions', slot),
    login: (session, who, pin) => call('Login', session, WHO[who], pin, pin.length),
    async logout(session) {
      await call('Logout', session);
    },
    initPin: (session, pin) => call('InitPIN', session, pin, pin.length),
    setPin: (session, oldPin, newPin) => call('SetPIN', session, oldPin, oldPin.length, newPin, newPin.length),
    async find(session, template) {
      await must('FindObjectsInit', session, typed(template), template.length);
      const found = Buffer.alloc(OBJECTS_MAX * abi.ulongBytes);
      const count = ulong(0);
      try {
        await must('FindObjects', session, found, OBJECTS_MAX, count);
      } finally {
        await call('FindObjectsFinal', session);
      }
      return Array.from({ length: counted('FindObjects', count, OBJECTS_MAX) }, (_, at) =>
        readUlong(abi, found, at * abi.ulongBytes),
      );
    },
    async attribute(session, object, type, largest) {
      const { size, offset } = structures.typed;
      const asked = typed([[type, Buffer.alloc(0)]]);
      const result = await call('GetAttributeValue', session, object, asked, 1);
      if (result === CKR.attributeTypeInvalid || result === CKR.attributeSensitive) return undefined;
      if (result !== CKR.ok) throw faultOf('GetAttributeValue', result);
      const length = counted('GetAttributeValue', asked.subarray(offset.length), largest);
      const answer = typed([[type, Buffer.alloc(length)]]);
      await must('GetAttributeValue', session, object, answer, 1);
      const told = counted('GetAttributeValue', answer.subarray(offset.length), length);
      return answer.subarray(size, size + told);
    },
    async sign(session, key, mechanism, data) {
      await must('SignInit', session, typed([[mechanism, Buffer.alloc(0)]]), key);
      const signature = Buffer.alloc(SIGNATURE_BYTES_MAX);
      const length = ulong(SIGNATURE_BYTES_MAX);
      await must('Sign', session, data, data.length, signature, length);
      return signature.subarray(0, counted('Sign', length, SIGNATURE_BYTES_MAX));
    },
    ulong,
    async finalize() {
      await call('Finalize', null);
    },
  };
}
