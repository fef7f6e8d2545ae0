import { everySubject, type TextKind, textKinds } from '@jiesuo/contract';
import type { Answer } from '../../api.ts';
import type { Words } from '../../words/zh.ts';

export type Shown = Answer<'texts.show'>;
export interface Named {
  readonly kind: TextKind;
  readonly subject: string;
}

const isKind = (name: string): name is TextKind => (textKinds as readonly string[]).includes(name);
export const kindOf = (name: string | null): TextKind => (name !== null && isKind(name) ? name : 'announcement');

/** A text's part of an address: `fee--all`. */
export const partOf = ({ kind, subject }: Named): string => `${kind}--${subject === everySubject ? 'all' : subject}`;

export function namedBy(part: string): Named | undefined {
  const [kind = '', ...rest] = part.split('--');
  const subject = rest.join('--');
  return isKind(kind) ? { kind, subject: subject === 'all' ? everySubject : subject } : undefined;
}

/** What staff call a text. */
export function nameOf({ kind, subject }: Named, words: Words, title?: string): string {
  if (kind === 'announcement') return title ?? words.texts.add;
  if (kind === 'consent') return words.texts.consents[subject] ?? subject;
  if (kind === 'message') return words.sms.templates[subject] ?? subject;
  if (kind === 'pin_policy') return subject === everySubject ? words.texts.everyModel : subject;
  return words.texts.kinds[kind];
}
