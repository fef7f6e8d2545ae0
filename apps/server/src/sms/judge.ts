import type { AttemptOutcome, MessageProvider } from '@jiesuo/contract/console';

export interface Tried {
  readonly provider: MessageProvider;
  readonly outcome: AttemptOutcome;
  readonly at: Date;
}
export interface MessageFacts {
  readonly isCode: boolean;
  readonly createdAt: Date;
  readonly tried: readonly Tried[];
}

/** A notice is worth sending for a day; a code as long as it is good (accounts/codes.ts). */
export const noticeLifeSeconds = 86_400;
/** Troubles of one provider with one message before the next provider is asked. */
const troublesMost = 2;
/** How long a provider gets to learn what it did with a message whose answer was lost. */
export const settleSeconds = 60;
const firstWaitSeconds = 5;
const longestWaitSeconds = 3_600;

export type Verdict =
  | { readonly is: 'over'; readonly failure: 'code_over' | 'given_up' }
  /** Nobody can say whether it was sent, and it is not sent again. */
  | { readonly is: 'unknown' }
  /** The last answer was lost: ask that provider first, if it can be asked. `mayRepeat`: else one more is right. */
  | { readonly is: 'find'; readonly provider: MessageProvider; readonly sentAt: Date; readonly mayRepeat: boolean }
  | { readonly is: 'send' };

/** What to do with a queued message now. Pure. A code whose answer was lost is never sent again by itself; a notice at most once more. */
export function judgeMessage({ isCode, createdAt, tried }: MessageFacts, now: Date, codeLifeSeconds: number): Verdict {
  const lost = tried.filter((one) => one.outcome === 'unknown');
  const last = lost.at(-1);
  if (last && isCode) return { is: 'unknown' };
  const ageSeconds = (now.getTime() - createdAt.getTime()) / 1000;
  const isOver = ageSeconds >= (isCode ? codeLifeSeconds : noticeLifeSeconds);
  if (last && last === tried.at(-1))
    return { is: 'find', provider: last.provider, sentAt: last.at, mayRepeat: lost.length < 2 && !isOver };
  if (isOver && last) return { is: 'unknown' };
  return isOver ? { is: 'over', failure: isCode ? 'code_over' : 'given_up' } : { is: 'send' };
}

/** The providers in the order in which this message should try them: the preferred first, each put back after two troubles. */
export function orderOf(providers: readonly MessageProvider[], tried: readonly Tried[]): readonly MessageProvider[] {
  const troubles = (name: MessageProvider) =>
    tried.filter((one) => one.provider === name && one.outcome === 'retry').length;
  const rank = (name: MessageProvider) => Math.floor(troubles(name) / troublesMost);
  return providers.toSorted((a, b) => rank(a) - rank(b));
}

/** Whether this provider had its share of troubles, so that the next one is asked without waiting. */
export const isPassedOver = (name: MessageProvider, tried: readonly Tried[]): boolean =>
  tried.filter((one) => one.provider === name && one.outcome === 'retry').length % troublesMost === 0;

/** Seconds before the next try after so many: 5, doubled each time, at most an hour. */
export const backOffSeconds = (tries: number): number =>
  Math.min(firstWaitSeconds * 2 ** Math.max(0, tries - 1), longestWaitSeconds);
