import { isDiagnosisCode, type Language, sentenceOf } from '@jiesuo/diagnosis';
import type { Report } from '@jiesuo/models';

const heads: Readonly<Record<Language, string>> = {
  zh: '证书助手诊断信息（不含序列号、客户名称、密码和文件路径，可以放心发送）',
  en: 'Diagnostic report of the bridge (no serial numbers, customers, PINs or paths are in it; it is safe to send)',
};

/** The report as it is copied and sent: what a person can read, then what `models draft` reads. */
export function reportText(report: Report, language: Language): string {
  const sentences = report.conditions.flatMap(({ code, detail }) =>
    isDiagnosisCode(code) ? [`- ${sentenceOf(code, language, detail)}`] : [],
  );
  return [heads[language], ...sentences, JSON.stringify(report, null, 1), ''].join('\n');
}
