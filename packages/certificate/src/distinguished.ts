import { CertificateFault, type DistinguishedName } from './certificate.ts';
import { childAt, type Element, oidAt, TAG } from './der.ts';

/** RFC 4514 section 3 and RFC 4519; the names are what people here are used to read. */
const LABELS: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'street',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'emailAddress',
};

/** Reads an X.501 Name. @throws CertificateFault malformed */
export function readDistinguishedName(name: Element): DistinguishedName {
  const attributes = name.children.flatMap(readRelativeName);
  const first = (oid: string) => attributes.find((attribute) => attribute.oid === oid)?.value;
  const optional = {
    commonName: first('2.5.4.3'),
    organisation: first('2.5.4.10'),
    organisationalUnit: first('2.5.4.11'),
    country: first('2.5.4.6'),
    province: first('2.5.4.8'),
    locality: first('2.5.4.7'),
    serialNumber: first('2.5.4.5'),
  };
  const text = attributes
    .toReversed()
    .map(({ oid, value }) => `${LABELS[oid] ?? oid}=${escapeValue(value)}`)
    .join(', ');
  return { der: name.bytes, text, attributes, ...optional };
}

function readRelativeName(relative: Element): { oid: string; value: string }[] {
  if (relative.tag !== TAG.set || relative.children.length === 0) throw new CertificateFault('malformed');
  return relative.children.map((attribute) => {
    if (attribute.tag !== TAG.sequence || attribute.children.length !== 2) throw new CertificateFault('malformed');
    return { oid: oidAt(attribute, 0), value: readString(childAt(attribute, 1)) };
  });
}

/**
 * The text of a DirectoryString or IA5String. Old CAs here put GB 18030 bytes into T61String and PrintableString,
 * so what is not UTF-8 is tried as that; what is neither is refused, lest two names meet in the same U+FFFD.
 */
function readString({ tag, content }: Element): string {
  if (tag === TAG.bmpString) {
    if (content.length % 2 !== 0) throw new CertificateFault('malformed');
    return decode('utf-16be', content) ?? refuse();
  }
  return decode('utf-8', content) ?? decode('gb18030', content) ?? refuse();
}

function decode(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function refuse(): never {
  throw new CertificateFault('malformed');
}

/** RFC 4514, 2.4; control and invisible characters as hex too, so that a name cannot reorder the line it is shown in. */
function escapeValue(value: string): string {
  return value
    .replace(/["+,;<>\\=]/g, '\\$&')
    .replace(/^[ #]| $/g, '\\$&')
    .replace(/[\p{Cc}\p{Cf}]/gu, (character) =>
      [...new TextEncoder().encode(character)].map((octet) => `\\${octet.toString(16).padStart(2, '0')}`).join(''),
    );
}
