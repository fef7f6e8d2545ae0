import type { LibraryHandle } from 'koffi';
import { DriverFault } from '../driver.ts';
import { createTurns } from '../turns.ts';
import { SAR } from './codes.ts';

type Parameter = 'number' | 'pointer';
const number = 'number';
const pointer = 'pointer';

/**
 * What the bridge calls (GM/T 0016-2012 §7); handles count as numbers. Nothing that makes or deletes an application, a container or a key
 * is here on purpose: a UKey is never re-initialised.
 */
const FUNCTIONS = {
  EnumDev: [number, pointer, pointer],
  ConnectDev: [pointer, pointer],
  DisConnectDev: [number],
  GetDevInfo: [number, pointer],
  LockDev: [number, number],
  UnlockDev: [number],
  Transmit: [number, pointer, number, pointer, pointer],
  WaitForDevEvent: [pointer, pointer, pointer],
  CancelWaitForDevEvent: [],
  EnumApplication: [number, pointer, pointer],
  OpenApplication: [number, pointer, pointer],
  CloseApplication: [number],
  GetPINInfo: [number, number, pointer, pointer, pointer],
  VerifyPIN: [number, number, pointer, pointer],
  ChangePIN: [number, number, pointer, pointer, pointer],
  UnblockPIN: [number, pointer, pointer, pointer],
  ClearSecureState: [number],
  EnumContainer: [number, pointer, pointer],
  OpenContainer: [number, pointer, pointer],
  CloseContainer: [number],
  ExportCertificate: [number, number, pointer, pointer],
  ECCSignData: [number, pointer, number, pointer],
  RSASignData: [number, pointer, number, pointer, pointer],
} as const satisfies Record<string, readonly Parameter[]>;
export type FunctionName = keyof typeof FUNCTIONS;

/** Some makers leave these out. */
const OPTIONAL: readonly string[] = [
  'LockDev',
  'UnlockDev',
  'Transmit',
  'WaitForDevEvent',
  'CancelWaitForDevEvent',
  'CloseContainer',
  'RSASignData',
] satisfies readonly FunctionName[];

/** `pointer`: a Buffer, which the library reads and writes in place, a secret text, or null. */
export type Value = bigint | number | Buffer | Secret | null;
/** A text ended by 00 that is wiped as soon as the library has come back, and never before: it might still read it. */
export class Secret {
  readonly bytes: Buffer;
  constructor(text: Buffer) {
    this.bytes = Buffer.alloc(text.length + 1);
    text.copy(this.bytes);
  }
}
const wipe = (values: readonly Value[]): void => {
  for (const value of values) if (value instanceof Secret) value.bytes.fill(0);
};

export interface Calls {
  /**
   * One call of the library at a time, off the main thread: makers' code is seldom safe for two. Gives the code, unsigned;
   * `SAR.notSupported` for a function that is not there.
   * @throws {DriverFault} `time_out` when it does not come back, and for every later call until it does.
   */
  call(name: FunctionName, ...values: readonly Value[]): Promise<number>;
  /** The same beside the line and without a limit. */
  callBeside(
    name: 'WaitForDevEvent' | 'CancelWaitForDevEvent' | 'UnlockDev',
    ...values: readonly Value[]
  ): Promise<number>;
  /** Whether a call has not come back within its limit. */
  isStuck(): boolean;
  /** Resolves when everything asked so far has been answered. Never rejects. */
  idle(): Promise<void>;
}

/** Longer than any signature of a slow UKey takes; the bridge's own limit on the whole driver is the shorter one for a list. */
const CALL_MS = 20_000;
const LIST_MS = 5_000;
const listing: readonly FunctionName[] = ['EnumDev', 'ConnectDev', 'GetDevInfo', 'DisConnectDev'];

type KoffiCall = ReturnType<LibraryHandle['func']>;

/** @throws {DriverFault} `fault`, naming the function, for a library that lacks one that a reset needs. */
export function bindCalls(library: LibraryHandle): Calls {
  const bound = new Map<string, KoffiCall>();
  for (const [name, parameters] of Object.entries(FUNCTIONS)) {
    const call = bind(library, `SKF_${name}`, parameters);
    if (call) bound.set(name, call);
    else if (!OPTIONAL.includes(name)) throw new DriverFault('fault', `SKF_${name} is not there`);
  }
  const inTurn = createTurns();
  let stuck: string | undefined;

  const limited = async (name: FunctionName, call: KoffiCall, values: readonly Value[]): Promise<number> => {
    if (stuck !== undefined) {
      wipe(values);
      throw new DriverFault('time_out', stuck);
    }
    const running = run(call, values);
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => {
          stuck = `SKF_${name}`;
          reject(new DriverFault('time_out', stuck));
        },
        listing.includes(name) ? LIST_MS : CALL_MS,
      );
    });
    const back = () => {
      clearTimeout(timer);
      stuck = undefined;
    };
    running.then(back, back);
    return Promise.race([running, limit]);
  };
  return {
    call(name, ...values) {
      const call = bound.get(name);
      if (!call) {
        wipe(values);
        return Promise.resolve(SAR.notSupported);
      }
      return inTurn(() => limited(name, call, values));
    },
    callBeside(name, ...values) {
      const call = bound.get(name);
      return call ? run(call, values) : Promise.resolve(SAR.notSupported);
    },
    isStuck: () => stuck !== undefined,
    idle: () => inTurn(() => undefined),
  };
}

/**
 * Numbers go as 64 bits: a library with 32-bit ULONG looks at the lower half of the same register. Only 32-bit Windows passes them on a
 * stack, where the width counts.
 */
function bind(library: LibraryHandle, name: string, parameters: readonly Parameter[]): KoffiCall | undefined {
  const wide = process.arch === 'ia32' ? 'uint32' : 'uint64';
  try {
    return library.func(
      '__stdcall',
      name,
      'uint32',
      parameters.map((one) => (one === number ? wide : 'void *')),
    );
  } catch {
    return undefined;
  }
}

/** koffi keeps the callback only. What a library was given stays in memory until it comes back, even when nobody waits any more. */
const inFlight = new Set<readonly Value[]>();

const run = (call: KoffiCall, values: readonly Value[]): Promise<number> =>
  new Promise((resolve, reject) => {
    inFlight.add(values);
    const given = values.map((value) => (value instanceof Secret ? value.bytes : value));
    call.async(...given, (error: unknown, result: unknown) => {
      inFlight.delete(values);
      wipe(values);
      if (error instanceof Error) reject(error);
      else resolve(Number(result) >>> 0);
    });
  });
