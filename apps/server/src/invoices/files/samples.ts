import { zipOf } from '../../payments/channels/alipay/zipForTests.ts';

/** The smallest of each form, for tests. */
export const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
export const xml = Buffer.from('<?xml version="1.0" encoding="UTF-8"?><EInvoice><Header/></EInvoice>');
export const ofd = zipOf([
  { name: Buffer.from('OFD.xml'), isUtf8: true, bytes: Buffer.from('<?xml version="1.0"?><OFD/>') },
  { name: Buffer.from('Doc_0/Document.xml'), isUtf8: true, bytes: Buffer.from('<?xml version="1.0"?><Document/>') },
]);
