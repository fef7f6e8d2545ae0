/**
 * What middleware writes into a fixed field: ended by a zero or padded with spaces, UTF-8 by the standards, GBK by many makers.
 * Without control characters: these words are shown.
 * @param encoding where the model's record knows better than to try UTF-8 first.
 */
export function textOf(field: Uint8Array, encoding?: 'gbk'): string {
  const end = field.indexOf(0);
  const bytes = end < 0 ? field : field.subarray(0, end);
  return decode(bytes, encoding).replace(/\p{C}/gu, '').trim();
}

function decode(bytes: Uint8Array, encoding?: 'gbk'): string {
  try {
    return new TextDecoder(encoding ?? 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gbk').decode(bytes);
  }
}
