import { everySubject, type FaultCode, type TextContent } from '@jiesuo/contract';
import type { Context } from '../context.ts';
import { Refusal } from '../refusal.ts';
import { consentFault } from '../settings/consents.ts';
import { builtIn } from './builtIn.ts';
import { judgeMessage, namesIn } from './message.ts';
import { judgePinPolicy } from './pinPolicy.ts';

export interface Fault {
  readonly path: string;
  readonly code: FaultCode;
}

/** What the shape alone cannot know: variables, lengths with a signature, what a model takes. @throws Refusal `text_refused` naming the fields. */
export function judgeContent(ctx: Pick<Context, 'models'>, subject: string, content: TextContent | null): void {
  const faults = content === null ? [] : faultsOf(ctx, subject, content);
  if (faults.length > 0)
    throw new Refusal('text_refused', {
      fields: faults.map(({ path, code }) => ({ path: `content.${path}`, code })),
    });
}

function faultsOf(ctx: Pick<Context, 'models'>, subject: string, content: TextContent): readonly Fault[] {
  switch (content.kind) {
    case 'consent':
      return (['zh', 'en'] as const)
        .filter((language) => consentFault(content[language]))
        .map((path) => ({ path, code: 'consent_gap' }));
    case 'message':
      return judgeMessage(subject, content);
    case 'pin_policy':
      return judgePinPolicy(
        subject === everySubject ? ctx.models.models() : ctx.models.models().filter(({ id }) => id === subject),
        content,
        subject !== everySubject,
      );
    default:
      return [];
  }
}

/** What a message may name: whatever the product's own words name. */
export function variablesOf(subject: string): ReadonlySet<string> {
  const own = builtIn('message', subject);
  if (own?.kind !== 'message') return new Set();
  return new Set([own.sms ?? '', own.mail?.subject.zh ?? '', own.mail?.body.zh ?? ''].flatMap(namesIn));
}
