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
/** 203.0.113.*, or the first three groups of 2001:db8:1:*: enough to know one's own office by. */
export const maskAddress = (address: string): string => {
  const v4 = /^(?:::ffff:)?(\d+\.\d+\.\d+)\.\d+$/i.exec(address)?.[1];
  return v4 ? `${v4}.*` : `${address.split(':').slice(0, 3).join(':')}:*`;
};
