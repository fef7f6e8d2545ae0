/** 138****5678. */
export const maskMobile = (mobile: string): string => `${mobile.slice(0, 3)}****${mobile.slice(-4)}`;
/** 110105********002X: region and tail are enough to recognise one's own number. What was forgotten stays empty. */
export const maskIdNumber = (number: string): string =>
  `${number.slice(0, 6)}${'*'.repeat(Math.max(0, number.length - 10))}${number.slice(-4)}`;
/** z***@example.com. */
export const maskMail = (address: string): string =>
  `${address.slice(0, 1)}***${address.slice(address.lastIndexOf('@'))}`;
/** 李*: a person's name where only its holder needs the rest. */
export const maskName = (name: string): string =>
  name === '' ? '' : `${String.fromCodePoint(name.codePointAt(0) ?? 0)}*`;
