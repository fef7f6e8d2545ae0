import { builtInFaq, cannedReasons, everySubject, type TextContent, type TextKind } from '@jiesuo/contract';
import { builtInMail, mailNames } from '../mail/texts.ts';
import { consentKinds, consentWording, isConsentKind } from '../settings/consents.ts';
import { isSmsTemplate, smsNames, templates } from '../sms/templates.ts';

const alone: Partial<Record<TextKind, TextContent>> = {
  faq: { kind: 'faq', items: builtInFaq },
  fee: { kind: 'fee', fen: 0 },
  pin_policy: { kind: 'pin_policy', min: 8, max: 16, alphabet: 'printable', defaults: [] },
  reasons: { kind: 'reasons', items: cannedReasons.map(({ zh, en, kinds }) => ({ zh, en, kinds: [...kinds] })) },
};

/** Version 0: what holds until staff publish something else, and again when that is taken down. */
export function builtIn(kind: TextKind, subject: string): TextContent | null {
  if (kind === 'consent') return isConsentKind(subject) ? { kind, ...consentWording(subject) } : null;
  if (kind === 'message') {
    const sms = isSmsTemplate(subject) ? templates[subject].text : null;
    const mail = builtInMail(subject);
    return sms === null && mail === null ? null : { kind, sms, mail };
  }
  return subject === everySubject ? (alone[kind] ?? null) : null;
}

/** Subjects that the product has words for, in the order in which they are listed. */
export function builtInSubjects(kind: TextKind): readonly string[] {
  if (kind === 'consent') return consentKinds;
  if (kind === 'message') return [...new Set([...smsNames, ...mailNames])];
  return kind === 'announcement' ? [] : [everySubject];
}
