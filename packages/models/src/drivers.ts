import { z } from 'zod';

export const systems = ['linux-x64', 'linux-arm64', 'win32-x64', 'win32-ia32', 'darwin-arm64'] as const;
/** Whose libraries: `process.platform`-`process.arch`, of the process that loads them. */
export type System = (typeof systems)[number];

/** A name only: where libraries lie and which bytes they must have is the administrator's configuration, never a model's. */
const fileName = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._+-]{0,127}$/,
    '应为不含路径的文件名 · must be a file name without a path',
  );
const filesBySystem = z
  .partialRecord(z.enum(systems), z.array(fileName).min(1).max(8))
  .refine((files) => Object.keys(files).length > 0, '至少写一个系统 · name at least one system');

/** `CKM_…` number as in the header, and what the module wants to be given. */
const mechanism = z.strictObject({
  type: z.string().regex(/^0x[0-9a-f]{8}$/, '应为 0x 加 8 位十六进制 · must be 0x and 8 hexadecimal digits'),
  /** `message`: M itself; `digest`: its hash (SM2: e); `digest_info`: DER around the hash. */
  input: z.enum(['message', 'digest', 'digest_info']),
});

/** By which drivers this model can be reached. */
export const drivers = z.strictObject({
  virtual: z.literal(true).optional(),
  pcsc: z.literal(true).optional(),
  skf: z.strictObject({ libraries: filesBySystem }).optional(),
  pkcs11: z
    .strictObject({
      modules: filesBySystem,
      /** `so_init_pin`: C_Login(CKU_SO), C_InitPIN; `set_pin_unlogged`: C_SetPIN in a public session, the PUK as old PIN. */
      unblockStyle: z.enum(['so_init_pin', 'set_pin_unlogged', 'none']),
      /** How it signs, for each algorithm that its certificates may have. */
      mechanisms: z.strictObject({
        'sm2-sm3': mechanism.optional(),
        'rsa-sha256': mechanism.optional(),
        'ecdsa-sha256': mechanism.optional(),
      }),
    })
    .optional(),
});
export type Drivers = z.output<typeof drivers>;
export type DriverName = keyof Drivers;
