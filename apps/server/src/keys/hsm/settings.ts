import { z } from 'zod';
import { StartFault } from '../../startFault.ts';

const word = z.string().min(1).max(300).optional();
const number = '0x[0-9a-fA-F]{1,8}';

/** The settings of what wraps the root key, beside the master key; `config.ts` spreads them into its own. */
export const vaultVariables = {
  /** The PKCS#11 library of an HSM whose key wraps the root key. Without it, the master key does. */
  VAULT_HSM_MODULE: word,
  /** The label of the HSM's token. */
  VAULT_HSM_TOKEN: z.string().min(1).max(32).optional(),
  /** A file (0600) with the PIN of the token's user. */
  VAULT_HSM_PIN_FILE: word,
  /** The label of the wrapping keys on the token. */
  VAULT_HSM_KEY_LABEL: z
    .string()
    .regex(/^[\w.-]{1,64}$/)
    .default('jiesuo-root'),
  /** For SM4 instead of AES, which PKCS#11 has no numbers for: the maker's own for key type, key generation and GCM, as `0x…,0x…,0x…`. */
  VAULT_HSM_SM4: z
    .string()
    .regex(new RegExp(`^${number},${number},${number}$`))
    .optional(),
  /** How long sealed data still opens after the HSM was last heard of, in seconds. */
  VAULT_HSM_GRACE_SECONDS: z.coerce.number().int().min(0).max(3600).default(30),
  /** `shares`: no key is given; the server starts sealed, and custodians open it with `vault unseal`. */
  VAULT_UNSEAL: z.literal('shares').optional(),
};

/** Numbers of PKCS#11: the type of the wrapping key, how it is generated, how it wraps, its length in bytes where that may be chosen. */
export interface HsmAlgorithm {
  readonly keyType: number;
  readonly generate: number;
  readonly gcm: number;
  readonly keyBytes: number | undefined;
}

export interface HsmSettings {
  readonly module: string;
  readonly token: string;
  readonly pinFile: string;
  readonly keyLabel: string;
  readonly algorithm: HsmAlgorithm;
  readonly graceSeconds: number;
}

/** CKK_AES, CKM_AES_KEY_GEN, CKM_AES_GCM (PKCS#11 2.40). */
const aes: HsmAlgorithm = { keyType: 0x1f, generate: 0x1080, gcm: 0x1087, keyBytes: 32 };

const shape = z.object(vaultVariables);

/** @throws {StartFault} when a setting of the HSM lacks its companions. */
export function readVault(c: z.output<typeof shape>): {
  readonly hsm: HsmSettings | undefined;
  readonly isUnsealedByShares: boolean;
} {
  const isUnsealedByShares = c.VAULT_UNSEAL === 'shares';
  if (c.VAULT_HSM_MODULE === undefined) return { hsm: undefined, isUnsealedByShares };
  if (c.VAULT_HSM_TOKEN === undefined) throw lacking('VAULT_HSM_TOKEN');
  if (c.VAULT_HSM_PIN_FILE === undefined) throw lacking('VAULT_HSM_PIN_FILE');
  const hsm = {
    module: c.VAULT_HSM_MODULE,
    token: c.VAULT_HSM_TOKEN,
    pinFile: c.VAULT_HSM_PIN_FILE,
    keyLabel: c.VAULT_HSM_KEY_LABEL,
    algorithm: c.VAULT_HSM_SM4 === undefined ? aes : sm4(c.VAULT_HSM_SM4),
    graceSeconds: c.VAULT_HSM_GRACE_SECONDS,
  };
  return { hsm, isUnsealedByShares };
}

function sm4(numbers: string): HsmAlgorithm {
  const [keyType = 0, generate = 0, gcm = 0] = numbers.split(',').map(Number);
  return { keyType, generate, gcm, keyBytes: undefined };
}

const lacking = (name: string) => new StartFault(`使用 HSM 时必须设置 ${name}`, `with an HSM, ${name} must be set`);
