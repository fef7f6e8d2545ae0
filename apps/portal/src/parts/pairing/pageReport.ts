import { browserOf, type DiagnosisCode, sentenceOf, systemOf } from '@jiesuo/contract';
import type { Language } from '@jiesuo/ui';

const heads: Readonly<Record<Language, string>> = {
  zh: '网页诊断信息（不含姓名、证件号、KEY序列号和密码）',
  en: 'Diagnostic report of the page (no names, ID numbers, UKey serial numbers or PINs are in it)',
};

/** Text for the support: what the page knows without the bridge. Neither account nor order are in it. */
export function pageReport(
  code: DiagnosisCode,
  language: Language,
  { userAgent, origin, now }: { readonly userAgent: string; readonly origin: string; readonly now: Date },
): string {
  const facts = {
    v: 1,
    day: now.toISOString().slice(0, 10),
    origin,
    browser: browserOf(userAgent),
    system: systemOf(userAgent),
    conditions: [{ code }],
  };
  return [heads[language], `- ${sentenceOf(code, language)}`, JSON.stringify(facts, null, 1), ''].join('\n');
}
