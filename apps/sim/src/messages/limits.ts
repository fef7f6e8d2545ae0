import type { Phones } from './phones.ts';
import type { Sms, SmsProvider } from './sms.ts';

const [minuteMs, hourMs, dayMs] = [60_000, 3_600_000, 86_400_000];
export interface Limit {
  readonly name: string;
  readonly ms: number;
  readonly most: number;
}
/** Aliyun's for codes: per number and signature. */
export const codeLimits: readonly Limit[] = [
  { name: '分钟级', ms: minuteMs, most: 1 },
  { name: '小时级', ms: hourMs, most: 5 },
  { name: '天级', ms: dayMs, most: 10 },
];
/** Aliyun's for notices: per number and template. */
export const noticeLimits: readonly Limit[] = [{ name: '天级', ms: dayMs, most: 50 }];

/** The first limit that one more message like these would break. */
export function brokenLimit(
  phones: Phones,
  provider: SmsProvider,
  limits: readonly Limit[],
  isLike: (one: Sms) => boolean,
): Limit | undefined {
  const now = phones.now().getTime();
  const times = phones
    .list()
    .filter((one) => one.provider === provider && isLike(one))
    .map((one) => now - Date.parse(one.at));
  return limits.find(({ ms, most }) => times.filter((age) => age < ms).length >= most);
}
