import { CertificateFault, KEY_USAGES, type KeyUsage } from './certificate.ts';
import { childAt, type Element, oidAt, readDer, TAG } from './der.ts';

/** Extension values by object identifier. */
export type Extensions = ReadonlyMap<string, Uint8Array>;

/** Reads the `[3]` field of a TBSCertificate. An identifier may occur once (RFC 5280, 4.2). @throws CertificateFault malformed */
export function readExtensions(field: Element | undefined): Extensions {
  const extensions = new Map<string, Uint8Array>();
  if (!field) return extensions;
  if (field.children.length !== 1) throw new CertificateFault('malformed');
  for (const extension of childAt(field, 0, TAG.sequence).children) {
    const value = extension.children.at(-1);
    const oid = oidAt(extension, 0);
    if (value?.tag !== TAG.octetString || extension.children.length > 3) throw new CertificateFault('malformed');
    if (extensions.has(oid)) throw new CertificateFault('malformed');
    extensions.set(oid, value.content);
  }
  return extensions;
}

/** RFC 5280, 4.2.1.3. @throws CertificateFault malformed */
export function readKeyUsage(extensions: Extensions): ReadonlySet<KeyUsage> | undefined {
  const value = extensions.get('2.5.29.15');
  if (!value) return undefined;
  const { tag, content } = readDer(value);
  if (tag !== TAG.bitString) throw new CertificateFault('malformed');
  const isSet = (bit: number) => (((content[1 + (bit >> 3)] ?? 0) >> (7 - (bit & 7))) & 1) === 1;
  return new Set(KEY_USAGES.filter((_, bit) => isSet(bit)));
}

/** RFC 5280, 4.2.1.9: whether the subject is a CA. @throws CertificateFault malformed */
export function readBasicConstraintsCa(extensions: Extensions): boolean {
  const value = extensions.get('2.5.29.19');
  if (!value) return false;
  const constraints = readDer(value);
  if (constraints.tag !== TAG.sequence) throw new CertificateFault('malformed');
  const [first] = constraints.children;
  return first?.tag === TAG.boolean && first.content[0] === 0xff;
}
