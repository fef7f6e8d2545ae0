export * from './certificate.ts';
export * from './digits.ts';
export * from './names.ts';
export { isNamedIn, LARGEST_CERTIFICATE_BYTES, parseCertificate, subscriberNames } from './parse.ts';
export { sm2Digest } from './sm2.ts';
export { isIssuedBy, isValidAt, rsaDigestInfo, verifySignature } from './verify.ts';
