import koffi, { type LibraryHandle } from 'koffi';
import { DriverFault } from '../driver.ts';
import { CKR, detailOf } from './codes.ts';
import type { Abi } from './layout.ts';
import type { Structures } from './structures.ts';

type Parameter = 'ulong' | 'pointer' | 'byte';
const ulong = 'ulong';
const pointer = 'pointer';
const byte = 'byte';

/** Place in CK_FUNCTION_LIST and parameters of what the bridge calls. C_InitToken is not here on purpose: it wipes the UKey. */
const FUNCTIONS = {
  Initialize: [0, [pointer]],
  Finalize: [1, [pointer]],
  GetSlotList: [4, [byte, pointer, pointer]],
  GetSlotInfo: [5, [ulong, pointer]],
  GetTokenInfo: [6, [ulong, pointer]],
  GetMechanismList: [7, [ulong, pointer, pointer]],
  InitPIN: [10, [ulong, pointer, ulong]],
  SetPIN: [11, [ulong, pointer, ulong, pointer, ulong]],
  OpenSession: [12, [ulong, ulong, pointer, pointer, pointer]],
  CloseAllSessions: [14, [ulong]],
  Login: [18, [ulong, ulong, pointer, ulong]],
  Logout: [19, [ulong]],
  GetAttributeValue: [24, [ulong, ulong, pointer, ulong]],
  FindObjectsInit: [26, [ulong, pointer, ulong]],
  FindObjects: [27, [ulong, pointer, ulong, pointer]],
  FindObjectsFinal: [28, [ulong]],
  SignInit: [42, [ulong, pointer, ulong]],
  Sign: [43, [ulong, pointer, ulong, pointer, pointer]],
  WaitForSlotEvent: [67, [ulong, pointer, pointer]],
} as const satisfies Record<string, readonly [number, readonly Parameter[]]>;
export type FunctionName = keyof typeof FUNCTIONS;

/** `pointer`: a Buffer, which the callee reads and writes in place, or null. */
export type Value = bigint | number | Buffer | null;
/** Calls one function off the main thread and gives its CK_RV. A module's calls run one at a time. */
export type Call = (name: FunctionName, ...values: readonly Value[]) => Promise<number>;

/**
 * Binds a loaded module.
 * @throws {DriverFault} `fault` for a library that is no PKCS#11 module.
 */
export async function bindModule(library: LibraryHandle, abi: Abi, structures: Structures): Promise<Call> {
  const table = await functionList(library, abi, structures);
  const ulongType = abi.ulongBytes === 8 ? 'uint64' : 'uint32';
  const bound = new Map<FunctionName, KoffiCall>();
  let last: Promise<unknown> = Promise.resolve();
  const bind = (name: FunctionName): KoffiCall | undefined => {
    const known = bound.get(name);
    if (known) return known;
    const [index, parameters] = FUNCTIONS[name];
    const address = pointerAt(abi, table, index);
    if (address === 0n) return undefined;
    const types = parameters.map((one) => (one === 'ulong' ? ulongType : one === 'pointer' ? 'void *' : 'uint8'));
    const call = koffi.decode(address, koffi.proto(ulongType, types)) as KoffiCall;
    bound.set(name, call);
    return call;
  };
  return (name, ...values) => {
    const call = bind(name);
    if (!call) return Promise.resolve(CKR.functionNotSupported);
    const turn = last.then(() => run(call, values));
    last = turn.catch(() => undefined);
    return turn;
  };
}

type KoffiCall = ReturnType<LibraryHandle['func']>;

/** The values are kept until the answer: the callee writes into their memory. */
const run = (call: KoffiCall, values: readonly Value[]): Promise<number> =>
  new Promise((resolve, reject) => {
    call.async(...values, (error: unknown, result: unknown) => {
      if (error instanceof Error) reject(error);
      else resolve(Number(BigInt.asUintN(32, BigInt(result as number | bigint))));
    });
  });

/** A copy of the module's table of functions, from the first pointer on. */
async function functionList(library: LibraryHandle, abi: Abi, { functionList }: Structures): Promise<Buffer> {
  const out = Buffer.alloc(8);
  const getFunctionList = exported(library, abi);
  const result = await run(getFunctionList, [out]);
  if (result !== CKR.ok) throw new DriverFault('fault', detailOf('GetFunctionList', result));
  const address = pointerAt(abi, out, 0);
  if (address === 0n) throw new DriverFault('fault', 'C_GetFunctionList');
  const list: Uint8Array = koffi.decode(address, koffi.array('uint8', functionList.size, 'Typed'));
  return Buffer.from(list.subarray(functionList.first));
}

function exported(library: LibraryHandle, abi: Abi): KoffiCall {
  try {
    return library.func('C_GetFunctionList', abi.ulongBytes === 8 ? 'uint64' : 'uint32', ['void *']);
  } catch {
    throw new DriverFault('fault', 'C_GetFunctionList');
  }
}

const pointerAt = (abi: Abi, bytes: Buffer, index: number): bigint =>
  abi.pointerBytes === 8 ? bytes.readBigUInt64LE(index * 8) : BigInt(bytes.readUInt32LE(index * 4));
