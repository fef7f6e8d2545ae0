import { z } from 'zod';

export const systems = ['linux-x64', 'linux-arm64', 'win32-x64', 'win32-ia32', 'darwin-arm64'] as const;
/** Whose libraries: `process.platform`-`process.arch`, of the process that loads them. */
export type System = (typeof systems)[number];

/** A name only: where libraries lie and which bytes they must have is the administrator's configuration, never a model's. */
const fileName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._+-]{0,127}$/, '应为不含路径的文件名 · must be a file name without a path');
const filesBySystem = z
  .partialRecord(z.enum(systems), z.array(fileName).min(1).max(8))
  .refine((files) => Object.keys(files).length > 0, '至少写一个系统 · name at least one system');

/** The maker's own mechanism for SM2 signatures: PKCS#11 names none. RSA and ECDSA have the standard's. */
const sm2 = z.strictObject({
  mechanism: z.string().regex(/^0x[0-9a-f]{8}$/, '应为 0x 加 8 位十六进制 · must be 0x and 8 hexadecimal digits'),
  /** `message`: M itself, with the default identifier; `digest`: e = SM3(Z‖M). */
  input: z.enum(['message', 'digest']),
});

/** By which drivers this model can be reached. */
export const drivers = z.strictObject({
  virtual: z.literal(true).optional(),
  pcsc: z.literal(true).optional(),
  skf: z.strictObject({ libraries: filesBySystem }).optional(),
  pkcs11: z
    .strictObject({
      modules: filesBySystem,
      /**
       * `so_init_pin`: C_Login(CKU_SO), C_InitPIN; `set_pin_with_puk`: C_SetPIN without a log-in, the PUK as old PIN.
       * Modules differ: what one takes as an unblock is a wrong try for another.
       */
      unblockStyle: z.enum(['so_init_pin', 'set_pin_with_puk', 'none']),
      mechanisms: z.strictObject({ 'sm2-sm3': sm2.optional() }).default({}),
    })
    .optional(),
});
export type Drivers = z.output<typeof drivers>;
export type DriverName = keyof Drivers;
