import { type AsnType, type BaseBlock, fromBER, ObjectIdentifier } from 'asn1js';
import { CertificateFault } from './certificate.ts';

/** One DER element. `tag` is the identifier octet; `children` is empty for a primitive one. */
export type Element = {
  tag: number;
  bytes: Uint8Array;
  content: Uint8Array;
  children: readonly Element[];
  oid?: string;
};

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  utf8String: 0x0c,
  sequence: 0x30,
  set: 0x31,
  utcTime: 0x17,
  generalizedTime: 0x18,
  bmpString: 0x1e,
} as const;

/** Certificates nest 9 deep and have under 200 elements; the rest of the room is for odd extensions. */
const LIMITS = { maxDepth: 24, maxNodes: 2000, parseEmbedded: false };

/**
 * Reads exactly one DER element. Indefinite and padded lengths are refused, so that one certificate has one encoding
 * (otherwise a copy with another fingerprint could be made of it).
 * @throws CertificateFault malformed
 */
export function readDer(bytes: Uint8Array): Element {
  const { offset, result } = fromBER(new Uint8Array(bytes), LIMITS);
  if (offset !== bytes.length) throw new CertificateFault('malformed');
  return describe(result);
}

function describe(node: AsnType): Element {
  const { idBlock, lenBlock } = node;
  const bytes = node.valueBeforeDecodeView;
  const tag = bytes[0];
  const length = lenBlock.length;
  if (tag === undefined || idBlock.blockLength !== 1 || lenBlock.isIndefiniteForm)
    throw new CertificateFault('malformed');
  if (lenBlock.blockLength !== lengthOctets(length)) throw new CertificateFault('malformed');
  if (bytes.length !== 1 + lenBlock.blockLength + length) throw new CertificateFault('malformed');
  // X.690, 10.2: only SEQUENCE and SET are constructed among the universal types.
  const isUniversal = idBlock.tagClass === 1;
  const isCollection = idBlock.tagNumber === 16 || idBlock.tagNumber === 17;
  if (isUniversal && idBlock.isConstructed !== isCollection) throw new CertificateFault('malformed');
  const element: Element = {
    tag,
    bytes,
    content: bytes.subarray(1 + lenBlock.blockLength),
    children: idBlock.isConstructed ? childrenOf(node).map(describe) : [],
  };
  return node instanceof ObjectIdentifier ? { ...element, oid: node.getValue() } : element;
}

function lengthOctets(length: number): number {
  if (length < 0x80) return 1;
  return length < 0x100 ? 2 : length < 0x10000 ? 3 : 4;
}

function childrenOf(node: AsnType): BaseBlock[] {
  const { value } = node.valueBlock as { value?: BaseBlock[] };
  return Array.isArray(value) ? value : [];
}

/** The element at `index`, which must carry `tag`. @throws CertificateFault malformed */
export function childAt(parent: Element, index: number, tag?: number): Element {
  const child = parent.children[index];
  if (!child || (tag !== undefined && child.tag !== tag)) throw new CertificateFault('malformed');
  return child;
}

/** The object identifier at `index`, dotted. @throws CertificateFault malformed */
export function oidAt(parent: Element, index: number): string {
  const { oid } = childAt(parent, index, TAG.oid);
  if (oid === undefined) throw new CertificateFault('malformed');
  return oid;
}

/** The octets of a BIT STRING that is a whole number of them. @throws CertificateFault malformed */
export function wholeOctets(bitString: Element): Uint8Array {
  if (bitString.content.length < 2 || bitString.content[0] !== 0) throw new CertificateFault('malformed');
  return bitString.content.subarray(1);
}

/** The magnitude of a non-negative INTEGER, without its sign octet. @throws CertificateFault malformed */
export function magnitude(integer: Element): Uint8Array {
  const { content } = integer;
  const [first, second] = content;
  if (first === undefined || first > 0x7f) throw new CertificateFault('malformed');
  if (first !== 0 || second === undefined) return content;
  // X.690, 8.3.2: a leading zero octet only where the sign needs it.
  if (second <= 0x7f) throw new CertificateFault('malformed');
  return content.subarray(1);
}
