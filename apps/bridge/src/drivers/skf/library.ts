import { DriverFault } from '../driver.ts';
import type { AllowedLibrary, LibraryCondition } from '../library.ts';
import { loadLibrary } from '../library.ts';
import { bindCalls, type Calls, type FunctionName, Secret, type Value } from './calls.ts';
import { faultOf, isDone, SAR } from './codes.ts';
import { canary, type DeviceInfo, emptyDeviceInfo, readDeviceInfo, readNames, ulongBits } from './layout.ts';

/** DEVHANDLE, HAPPLICATION, HCONTAINER: whatever the library says, all 64 bits of it. */
export type Handle = bigint;
export type PinType = 'admin' | 'user';

/** A GM/T 0016 library. What fails throws {DriverFault}; what takes a PIN gives its code. */
export interface SkfLibrary {
  /** Width of ULONG as it writes it; undefined where it wrote none. */
  readonly ulongBits: 32 | 64 | undefined;
  readonly calls: Calls;
  /** Names of the UKeys that are in, as the library encodes them. */
  devices(): Promise<readonly Buffer[]>;
  connect(name: Buffer): Promise<Handle>;
  disconnect(device: Handle): Promise<void>;
  info(device: Handle): Promise<DeviceInfo>;
  /** False where the library knows no locks. @throws {DriverFault} `busy` */
  lock(device: Handle): Promise<boolean>;
  unlock(device: Handle): Promise<void>;
  /** Sends one command APDU, gives data‖SW. */
  transmit(device: Handle, apdu: Uint8Array): Promise<Buffer>;
  applications(device: Handle): Promise<readonly Buffer[]>;
  openApplication(device: Handle, name: Buffer): Promise<Handle>;
  closeApplication(application: Handle): Promise<void>;
  clearSecureState(application: Handle): Promise<void>;
  /** As told: numbers of any size. */
  pinInfo(application: Handle, type: PinType): Promise<{ readonly max: number; readonly left: number }>;
  verifyPin(application: Handle, type: PinType, pin: Buffer): Promise<number>;
  changePin(application: Handle, type: PinType, oldPin: Buffer, newPin: Buffer): Promise<number>;
  unblockPin(application: Handle, adminPin: Buffer, newPin: Buffer): Promise<number>;
  containers(application: Handle): Promise<readonly Buffer[]>;
  /** Opens the container for one use and closes it again. */
  inContainer<T>(application: Handle, name: Buffer, use: (container: Handle) => Promise<T>): Promise<T>;
  /** Undefined where there is none. */
  certificate(container: Handle, use: 'sign' | 'encrypt'): Promise<Buffer | undefined>;
  /** r‖s, 64 bytes, over e. */
  signEcc(container: Handle, e: Buffer): Promise<Buffer>;
  signRsa(container: Handle, digestInfo: Buffer): Promise<Buffer>;
}

const LIST_BYTES_MAX = 16 * 1024;
const CERTIFICATE_BYTES_MAX = 16 * 1024;
const SIGNATURE_BYTES_MAX = 1024;
/** Extended APDU with its status word. */
const ANSWER_BYTES_MAX = 65_538;
const LOCK_MS = 2_000;
const PRESENT = 1;
const PIN_TYPES = { admin: 0, user: 1 };
/** ECCSIGNATUREBLOB: r and s in 64 bytes each, right-aligned. */
const BLOB = { bytes: 128, r: 32, s: 96 };

/** Loads and binds the library if it is the one that was allowed, and asks it how wide its numbers are. */
export async function openLibrary(
  allowed: AllowedLibrary,
): Promise<{ readonly library: SkfLibrary } | { readonly condition: LibraryCondition }> {
  const loaded = await loadLibrary(allowed);
  if ('condition' in loaded) return loaded;
  try {
    const calls = bindCalls(loaded.library);
    const size = canary();
    // One that hangs here is kept: loading it again would hang another thread.
    await calls.call('EnumDev', PRESENT, null, size).catch(() => undefined);
    return { library: libraryOf(calls, ulongBits(size)) };
  } catch (fault) {
    const detail = fault instanceof DriverFault ? (fault.detail ?? fault.code) : 'bind';
    return { condition: { code: 'vendor_error', detail } };
  }
}

function libraryOf(calls: Calls, width: 32 | 64 | undefined): SkfLibrary {
  const must = async (name: FunctionName, ...values: readonly Value[]): Promise<void> => {
    const result = await calls.call(name, ...values);
    if (!isDone(result)) throw faultOf(name, result);
  };
  /** Runs a call whose last two parameters are a room and its size; gives what it wrote. */
  const filled = async (name: FunctionName, room: number, ...values: readonly Value[]): Promise<Buffer> => {
    const bytes = Buffer.alloc(room);
    const size = ulong(room);
    await must(name, ...values, bytes, size);
    const length = size.readUInt32LE();
    // What a library says beyond the room it was given was never written there.
    if (length > room) throw new DriverFault('fault', `SKF_${name} length`);
    return bytes.subarray(0, length);
  };
  const opened = async (name: FunctionName, ...values: readonly Value[]): Promise<Handle> => {
    const handle = Buffer.alloc(8);
    await must(name, ...values, handle);
    return handle.readBigUInt64LE();
  };
  const names = async (name: FunctionName, ...values: readonly Value[]) =>
    readNames(name, await filled(name, LIST_BYTES_MAX, ...values));
  const withPins = (name: FunctionName, values: readonly Value[], pins: readonly Buffer[]): Promise<number> =>
    calls.call(name, ...values, ...pins.map((pin) => new Secret(pin)), ulong(0));
  return {
    ulongBits: width,
    calls,
    devices: () => names('EnumDev', PRESENT),
    connect: (name) => opened('ConnectDev', textFor(name)),
    disconnect: (device) => must('DisConnectDev', device),
    async info(device) {
      const info = emptyDeviceInfo();
      await must('GetDevInfo', device, info);
      return readDeviceInfo(info);
    },
    async lock(device) {
      const result = await calls.call('LockDev', device, LOCK_MS);
      if (result === SAR.notSupported) return false;
      if (!isDone(result)) throw faultOf('LockDev', result);
      return true;
    },
    unlock: (device) => must('UnlockDev', device),
    transmit: (device, apdu) => filled('Transmit', ANSWER_BYTES_MAX, device, Buffer.from(apdu), apdu.length),
    applications: (device) => names('EnumApplication', device),
    openApplication: (device, name) => opened('OpenApplication', device, textFor(name)),
    closeApplication: (application) => must('CloseApplication', application),
    clearSecureState: (application) => must('ClearSecureState', application),
    async pinInfo(application, type) {
      const [max, left, isDefault] = [ulong(0), ulong(0), ulong(0)];
      await must('GetPINInfo', application, PIN_TYPES[type], max, left, isDefault);
      return { max: max.readUInt32LE(), left: left.readUInt32LE() };
    },
    verifyPin: (application, type, pin) => withPins('VerifyPIN', [application, PIN_TYPES[type]], [pin]),
    changePin: (application, type, oldPin, newPin) =>
      withPins('ChangePIN', [application, PIN_TYPES[type]], [oldPin, newPin]),
    unblockPin: (application, adminPin, newPin) => withPins('UnblockPIN', [application], [adminPin, newPin]),
    containers: (application) => names('EnumContainer', application),
    async inContainer(application, name, use) {
      const container = await opened('OpenContainer', application, textFor(name));
      try {
        return await use(container);
      } finally {
        await calls.call('CloseContainer', container).catch(() => undefined);
      }
    },
    async certificate(container, use) {
      const room = Buffer.alloc(CERTIFICATE_BYTES_MAX);
      const size = ulong(room.length);
      const result = await calls.call('ExportCertificate', container, use === 'sign' ? 1 : 0, room, size);
      // Makers say "there is none" by many codes: what is not exported is not there.
      if (!isDone(result) && faultOf('ExportCertificate', result).code === 'fault') return undefined;
      if (!isDone(result)) throw faultOf('ExportCertificate', result);
      const length = size.readUInt32LE();
      return length > 0 && length <= room.length ? room.subarray(0, length) : undefined;
    },
    async signEcc(container, e) {
      const blob = Buffer.alloc(BLOB.bytes);
      await must('ECCSignData', container, e, e.length, blob);
      return Buffer.concat([blob.subarray(BLOB.r, BLOB.r + 32), blob.subarray(BLOB.s)]);
    },
    signRsa: (container, digestInfo) =>
      filled('RSASignData', SIGNATURE_BYTES_MAX, container, digestInfo, digestInfo.length),
  };
}

const ulong = (value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32LE(value);
  return bytes;
};
const textFor = (name: Buffer): Buffer => Buffer.concat([name, Buffer.alloc(1)]);
