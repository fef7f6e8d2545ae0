import { ObjectIdentifier, PrintableString, Sequence, Set as SetOf, Utf8String } from 'asn1js';
import { RelativeDistinguishedNames } from 'pkijs';

/**
 * C=CN, O=<organization>, CN=<commonName>, in this order, as Chinese CAs write it (GB/T 20518).
 * Built by hand: given a list of attributes, pkijs makes one RDN of several values of them, and no CA writes that.
 */
export function distinguish(organization: string, commonName: string): RelativeDistinguishedNames {
  const rdn = (type: string, value: PrintableString | Utf8String) =>
    new SetOf({ value: [new Sequence({ value: [new ObjectIdentifier({ value: type }), value] })] });
  const name = new Sequence({
    value: [
      rdn('2.5.4.6', new PrintableString({ value: 'CN' })),
      rdn('2.5.4.10', new Utf8String({ value: organization })),
      rdn('2.5.4.3', new Utf8String({ value: commonName })),
    ],
  });
  return RelativeDistinguishedNames.fromBER(name.toBER());
}
