import { materialWords, type TextContent } from '@jiesuo/contract';
import { type Language, showFen } from '@jiesuo/ui';
import type { Words } from '../../words/zh.ts';

/** A content as lines of text, for comparing two of them. */
export function linesOf(content: TextContent | null, words: Words['texts'], language: Language): string[] {
  if (content === null) return [];
  const { fields, alphabets } = words;
  const said = (label: string, text: { zh: string; en: string }) =>
    [text.zh, text.en].flatMap((one) =>
      one.split('\n').map((line, index) => (index === 0 ? `${label}: ${line}` : line)),
    );
  switch (content.kind) {
    case 'announcement':
      return [...said(fields.title, content.title), ...said(fields.body, content.body)];
    case 'faq':
      return content.items.flatMap((item) => [
        ...said(fields.question, item.question),
        ...said(fields.answer, item.answer),
      ]);
    case 'consent':
      return [content.zh, content.en].flatMap((text) => text.split('\n')).filter((line) => line !== '');
    case 'pin_policy':
      return [
        `${fields.min}: ${content.min}`,
        `${fields.max}: ${content.max}`,
        `${fields.alphabet}: ${alphabets[content.alphabet]}`,
        ...content.defaults.map((pin) => words.pinRefused(pin)),
      ];
    case 'fee':
      return [content.fen === 0 ? words.free : showFen(content.fen)];
    case 'message':
      return [
        ...(content.sms === null ? [] : [`${fields.sms}: ${content.sms}`]),
        ...(content.mail
          ? [...said(fields.subject, content.mail.subject), ...said(fields.mail, content.mail.body)]
          : []),
      ];
    case 'reasons':
      return content.items.map(
        ({ zh, en, kinds }) => `${zh} / ${en} (${kinds.map((kind) => materialWords[kind][language]).join(', ')})`,
      );
  }
}
