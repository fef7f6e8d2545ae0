/**
 * What middleware writes into a fixed field: padded with spaces (or, against the standard, ended by a zero), UTF-8 by the standard,
 * GBK by many makers. Without control characters: these words are shown.
 */
export function textOf(field: Uint8Array): string {
  const zero = field.indexOf(0);
  const bytes = zero === -1 ? field : field.subarray(0, zero);
  return decode(bytes).replace(/\p{C}/gu, '').trim();
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gbk').decode(bytes);
  }
}
