/** A card is valid for 5, 10 or 20 years, or for good (居民身份证法 §5): a span that is none of these was read wrong. */
const cardYears = [5, 10, 20];

const day = (digits: string): string | undefined => {
  const text = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) ? text : undefined;
};

/** The last day of `2018.04.04-2038.04.04` or of `2018.04.04-长期`; undefined where the span is none that is issued. */
export function cardEndIn(text: string): string | undefined {
  const digits = text.normalize('NFKC').replace(/[^\d长期]/gu, '');
  for (const hit of digits.matchAll(/(?=((?:19|20)\d{6})((?:20)\d{6}|长期?))/g)) {
    const from = day(hit[1] ?? '');
    if (!from) continue;
    if (hit[2]?.startsWith('长')) return 'long';
    const until = day(hit[2] ?? '');
    if (
      until &&
      cardYears.includes(Number(until.slice(0, 4)) - Number(from.slice(0, 4))) &&
      until.slice(5) === from.slice(5)
    )
      return until;
  }
  return undefined;
}

/** The last day of 营业期限: `2016年03月21日至2047年10月19日`, or `…至长期`. */
export function licenseEndIn(text: string): string | undefined {
  const [, after] = /[至到—~-](.*)$/u.exec(text.normalize('NFKC').replace(/\s/gu, '')) ?? [];
  if (after === undefined || !/\d{4}年/.test(text.replace(/\s/gu, ''))) return undefined;
  if (/^(?:长期|永久|无固定期限)/u.test(after)) return 'long';
  const [, year, month, date] = /^((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})日/u.exec(after) ?? [];
  return year && month && date ? day(`${year}${month.padStart(2, '0')}${date.padStart(2, '0')}`) : undefined;
}
