import type { Handle, Module } from './module.ts';

type Objects = readonly Readonly<Record<number, Buffer>>[];
export interface ScriptedModule extends Pick<Module, 'find' | 'attribute' | 'sign' | 'mechanisms' | 'ulong'> {
  readonly signed: { readonly mechanism: number; readonly data: Buffer; readonly key: Handle }[];
}

const number = (value: number): Buffer => Buffer.from([value, 0, 0, 0, 0, 0, 0, 0]);
export const CLASS = 0x0;
const VALUE = 0x11;
export const CERTIFICATE_TYPE = 0x80;
const ID = 0x102;
export const certificateObject = (der: Uint8Array, id: string) => ({
  [CLASS]: number(1),
  [CERTIFICATE_TYPE]: number(0),
  [VALUE]: Buffer.from(der),
  [ID]: Buffer.from(id, 'hex'),
});
export const privateKeyObject = (id: string) => ({ [CLASS]: number(3), [ID]: Buffer.from(id, 'hex') });

/** A token's objects as data; what is signed with is written down. */
export function scriptObjects(
  objects: Objects,
  mechanisms: readonly number[] = [],
  signatureBytes = 64,
): ScriptedModule {
  const signed: ScriptedModule['signed'] = [];
  return {
    signed,
    ulong: number,
    find: (_, template) =>
      Promise.resolve(
        objects.flatMap((object, at) =>
          template.every(([type, value]) => object[type]?.equals(value)) ? [BigInt(at)] : [],
        ),
      ),
    attribute: (_, object, type) => Promise.resolve(objects[Number(object)]?.[type]),
    mechanisms: () => Promise.resolve(mechanisms),
    sign(_, key, mechanism, data) {
      signed.push({ mechanism, data, key });
      return Promise.resolve(Buffer.alloc(signatureBytes, 7));
    },
  };
}
