import { type DiagnosisCode, speak } from '@jiesuo/diagnosis';

/**
 * One condition of the catalogue for a terminal: its title and code on one line, then what happened and what to do, 中文 and English.
 * @param detail a vendor's code or a library's file name.
 */
export function conditionLines(code: DiagnosisCode, detail?: string): readonly string[] {
  const zh = speak(code, 'zh', detail);
  const en = speak(code, 'en', detail);
  return [`${zh.title} · ${en.title} [${code}]`, `  ${zh.cause}${zh.advice}`, `  ${en.cause} ${en.advice}`];
}
