import { join, resolve } from 'node:path';
import { z } from 'zod';
import { StartFault } from '../startFault.ts';

/** The settings of the audit log. */
export const auditVariables = {
  /** The log's name in its checkpoints (C2SP: an address without its scheme, which need not answer). It stays for good. */
  AUDIT_ORIGIN: z
    .string()
    .max(200)
    .regex(/^[A-Za-z0-9._~:/-]+$/)
    .optional(),
  /** Where the log is mirrored, outside the database; best on another machine. */
  AUDIT_MIRROR: z.string().min(1).optional(),
  /** A witness by C2SP tlog-witness: its submission prefix. */
  AUDIT_WITNESS_URL: z.url({ protocol: /^https?$/ }).optional(),
};

interface Variables {
  readonly AUDIT_ORIGIN?: string | undefined;
  readonly AUDIT_MIRROR?: string | undefined;
  readonly AUDIT_WITNESS_URL?: string | undefined;
  readonly DATA_DIR: string;
  readonly CA_CODE: string;
}

/** @throws {StartFault} when production would tell a witness in the clear. */
export function readAudit(c: Variables, isProduction: boolean) {
  if (isProduction && c.AUDIT_WITNESS_URL?.startsWith('https://') === false)
    throw new StartFault('生产环境的 AUDIT_WITNESS_URL 必须使用 https', 'production needs https for AUDIT_WITNESS_URL');
  return {
    origin: c.AUDIT_ORIGIN ?? `jiesuo/audit/${c.CA_CODE}`,
    mirrorDir: resolve(c.AUDIT_MIRROR ?? join(c.DATA_DIR, 'audit-mirror')),
    witnessUrl: c.AUDIT_WITNESS_URL,
  };
}
