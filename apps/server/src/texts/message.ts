import type { ContentOf } from '@jiesuo/contract';
import { isCode, shownLength } from '../sms/templates.ts';
import { builtIn } from './builtIn.ts';
import type { Fault } from './judge.ts';

/** Two parts of a long message (carriers' rule: 67 characters a part), less a signature of 12 characters with its brackets. */
const smsMost = 2 * 67 - 14;

export const namesIn = (text: string): string[] =>
  [...text.matchAll(/\$\{(\w{1,40})\}/g)].map((found) => found[1] ?? '');
const sorted = (names: readonly string[]) => [...new Set(names)].toSorted().join();

/** Holds a message to the logical template that the program fills, and an SMS to what providers approve (reference: Aliyun 44357, 463237; Tencent 382/13301). */
export function judgeMessage(subject: string, { sms, mail }: ContentOf<'message'>): Fault[] {
  const own = builtIn('message', subject);
  if (own?.kind !== 'message') return [];
  const faults: Fault[] = [];
  const blame = (path: string, code: Fault['code'], isWrong: boolean) => {
    if (isWrong) faults.push({ path, code });
  };
  blame('sms', 'required', sms === null && own.sms !== null);
  blame('sms', 'wrong_type', sms !== null && own.sms === null);
  if (sms !== null && own.sms !== null) {
    const names = namesIn(sms);
    const isExact = names.toSorted().join() === namesIn(own.sms).toSorted().join();
    const hasOther = /[{}]/.test(sms.replace(/\$\{\w{1,40}\}/g, ''));
    blame('sms', 'message_variables', !isExact || hasOther || /\}\$\{/.test(sms.replace(/\s/g, '')));
    blame('sms', 'message_no_address', /https?:|www\.|[【】]/i.test(sms));
    blame('sms', 'message_no_code_word', isCode(subject) && !sms.includes('验证码'));
    const length = names.reduce((sum, name) => sum + shownLength(name), sms.replace(/\$\{\w{1,40}\}/g, '').length);
    blame('sms', 'message_too_long', length > smsMost);
  }
  blame('mail', 'required', mail === null && own.mail !== null);
  blame('mail', 'wrong_type', mail !== null && own.mail === null);
  if (mail !== null && own.mail !== null)
    for (const part of ['subject', 'body'] as const)
      for (const language of ['zh', 'en'] as const) {
        const text = mail[part][language];
        const needed = sorted(namesIn(own.mail[part][language]));
        blame(
          `mail.${part}.${language}`,
          'message_variables',
          sorted(namesIn(text)) !== needed || /[{}]/.test(text.replace(/\$\{\w{1,40}\}/g, '')),
        );
        blame(`mail.${part}.${language}`, 'message_no_address', /https?:|www\./i.test(text));
      }
  return faults;
}
