import {
  LARGEST_CERTIFICATE_BYTES,
  type Certificate as ParsedCertificate,
  parseCertificate,
} from '@jiesuo/certificate';
import type { Certificate } from '../ukey.ts';
import type { Attribute, Handle, Module } from './module.ts';

type Objects = Pick<Module, 'find' | 'attribute' | 'ulong'>;

/** Numbers of pkcs11t.h (OASIS PKCS#11 2.40). */
const CKA = { class: 0x0, value: 0x11, certificateType: 0x80, keyType: 0x100, id: 0x102 };
const CKO = { certificate: 1, privateKey: 3 };
const X509 = 0n;
const ID_BYTES_MAX = 96;
const CERTIFICATES_MAX = 16;

/**
 * The holder's certificates, as far as they can be read without a log-in. `key` is CKA_ID in hex, which a certificate shares with its key.
 * Skips CA certificates, what is no certificate, and, where the module shows private keys, certificates without one.
 */
export async function readCertificates(module: Objects, session: Handle): Promise<readonly Certificate[]> {
  const objects = await module.find(session, [[CKA.class, module.ulong(CKO.certificate)]]);
  const keys = await visibleKeys(module, session);
  const certificates: Certificate[] = [];
  for (const object of objects) {
    const type = await module.attribute(session, object, CKA.certificateType, 8);
    if (type && BigInt(`0x${Buffer.from(type).reverse().toString('hex')}`) !== X509) continue;
    const der = await module.attribute(session, object, CKA.value, LARGEST_CERTIFICATE_BYTES);
    const parsed = der && parse(der);
    if (!parsed || parsed.basicConstraintsCa) continue;
    const key = await idOf(module, session, object);
    if (keys.size > 0 && !keys.has(key)) continue;
    certificates.push({ use: useOf(parsed), der: Buffer.from(der), key });
  }
  return certificates.slice(0, CERTIFICATES_MAX);
}

/**
 * The private key of a certificate; visible only after the log-in.
 * @returns undefined when there is none, or several and no id to tell them apart.
 */
export async function privateKeyOf(module: Objects, session: Handle, key: string): Promise<Handle | undefined> {
  const id: readonly Attribute[] = key === '' ? [] : [[CKA.id, Buffer.from(key, 'hex')]];
  const found = await module.find(session, [[CKA.class, module.ulong(CKO.privateKey)], ...id]);
  return found.length === 1 ? found[0] : undefined;
}

async function visibleKeys(module: Objects, session: Handle): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for (const object of await module.find(session, [[CKA.class, module.ulong(CKO.privateKey)]]))
    ids.add(await idOf(module, session, object));
  return ids;
}

const idOf = async (module: Objects, session: Handle, object: Handle): Promise<string> =>
  (await module.attribute(session, object, CKA.id, ID_BYTES_MAX))?.toString('hex') ?? '';

function parse(der: Buffer): ParsedCertificate | undefined {
  try {
    return parseCertificate(der);
  } catch {
    return undefined;
  }
}

const useOf = ({ keyUsage }: ParsedCertificate): Certificate['use'] =>
  keyUsage === undefined || keyUsage.has('digitalSignature') || keyUsage.has('nonRepudiation') ? 'sign' : 'encrypt';
