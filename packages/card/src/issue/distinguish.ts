import { PrintableString, Utf8String } from 'asn1js';
import { AttributeTypeAndValue, RelativeDistinguishedNames } from 'pkijs';

/** C=CN, O=<organization>, CN=<commonName>, in this order, as Chinese CAs write it (GB/T 20518). */
export function distinguish(organization: string, commonName: string): RelativeDistinguishedNames {
  return new RelativeDistinguishedNames({
    typesAndValues: [
      new AttributeTypeAndValue({ type: '2.5.4.6', value: new PrintableString({ value: 'CN' }) }),
      new AttributeTypeAndValue({ type: '2.5.4.10', value: new Utf8String({ value: organization }) }),
      new AttributeTypeAndValue({ type: '2.5.4.3', value: new Utf8String({ value: commonName }) }),
    ],
  });
}
