import { createPublicKey } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { rawPublicKey } from '@jiesuo/ceremony';
import { type Certificate, LARGEST_CERTIFICATE_BYTES, parseCertificate } from '@jiesuo/certificate';
import type { Trust } from '../../ceremonies/evidence/checks/told.ts';
import { readConfig } from '../../config.ts';
import { readVkey, readVkeys } from '../../keys/audit.ts';
import { StartFault } from '../../startFault.ts';

const evidenceBytesMost = 16 * 1024 * 1024;
const keyBytesMost = 65_536;

/** @throws StartFault when it cannot be read or is too large. */
export const readEvidence = (file: string): Buffer => readBytes(file, evidenceBytesMost);

interface Named {
  readonly key?: readonly string[] | undefined;
  readonly issuer?: readonly string[] | undefined;
  readonly compare?: string | undefined;
}

/** The public keys that were named, else those of the data directory. @throws StartFault */
export function trustOf({ key = [], issuer = [], compare }: Named): Trust {
  const vkeys = key.filter((file) => file.endsWith('.vkey'));
  const portals = key.filter((file) => !file.endsWith('.vkey'));
  const keysDir = () => join(readConfig(process.env).dataDir, 'keys');
  return {
    portalKeys: (portals.length > 0 ? portals : [join(keysDir(), 'portal.pub')]).map(readPortalKey),
    auditKeys: vkeys.length > 0 ? vkeys.map(readVkey) : readVkeys(keysDir()),
    issuers: issuer.map(readCertificate),
    comparison: compare === undefined ? undefined : readBytes(compare, keyBytesMost).toString(),
  };
}

function readPortalKey(file: string): Buffer {
  const pem = readBytes(file, keyBytesMost);
  try {
    return rawPublicKey(createPublicKey(pem));
  } catch {
    throw new StartFault(`${file} 不是门户公钥`, `${file} is not a portal public key`);
  }
}

/** PEM or DER. */
function readCertificate(file: string): Certificate {
  const bytes = readBytes(file, LARGEST_CERTIFICATE_BYTES * 2);
  const pem = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/.exec(bytes.toString('latin1'));
  try {
    return parseCertificate(pem?.[1] === undefined ? bytes : Buffer.from(pem[1], 'base64'));
  } catch {
    throw new StartFault(`${file} 不是证书`, `${file} is not a certificate`);
  }
}

function readBytes(file: string, most: number): Buffer {
  try {
    if (statSync(file).size > most) throw new Error('too large');
    return readFileSync(file);
  } catch {
    throw new StartFault(`无法读取文件 ${file}`, `The file ${file} cannot be read`);
  }
}
