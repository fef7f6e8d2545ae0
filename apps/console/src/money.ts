/** Amounts are integer fen inside and yuan in front of people; no float is ever involved. */

const yuanPattern = /^(\d{1,9})(?:\.(\d{1,2}))?$/;

/**
 * Fen of an amount typed in yuan, e.g. `1,234.5` → 123450. Full-width digits, spaces, `¥`, `元` and correct
 * thousands separators are understood. @returns undefined when it is not an amount of at most two decimals.
 */
export function fenOf(typedYuan: string): number | undefined {
  if (typedYuan.length > 32) return undefined;
  const text = typedYuan
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/^[¥￥]/, '')
    .replace(/元$/, '');
  const plain = /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(text) ? text.replaceAll(',', '') : text;
  const parts = yuanPattern.exec(plain);
  if (!parts) return undefined;
  const [, yuan = '0', decimals = ''] = parts;
  return Number(yuan + decimals.padEnd(2, '0'));
}

/** `123450` → `1234.50`: what a field shows and {@link fenOf} reads back. */
export function yuanOf(fen: number): string {
  const digits = String(fen).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** `123450` → `¥1,234.50` */
export const priceOf = (fen: number): string => `¥${yuanOf(fen).replace(/\B(?=(\d{3})+\.)/g, ',')}`;
