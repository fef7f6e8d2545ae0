import { moneyIssueWords, moneyUseWords, payChannelWords, refundCauseWords } from '@jiesuo/contract';
import { settlementWords } from '@jiesuo/contract/console';
import { type Language, useLanguage } from '@jiesuo/ui';
import { priceOf } from '../../money.ts';
import { exactTimeOf } from '../../times.ts';
import type { Words } from '../../words/zh.ts';
import { useWords } from '../../words.ts';
import { type Happening, historyOf, type Inspected } from './history.ts';

/** All that happened to an order's money, in one line of time: tries, what was heard of them, refunds, issues. */
export function MoneyHistory({ money }: { money: Inspected }) {
  const words = useWords();
  const language = useLanguage();
  return (
    <ol className="jc-timeline">
      {historyOf(money).map((one, index) => {
        const { title, facts } = tell(one, words, language);
        return (
          <li key={index}>
            <time dateTime={one.at}>{exactTimeOf(one.at)}</time>
            <strong>{title}</strong>
            <span>{facts.filter(Boolean).join(' · ')}</span>
          </li>
        );
      })}
    </ol>
  );
}

interface Told {
  readonly title: string;
  readonly facts: readonly (string | null)[];
}

function tell(one: Happening, { payments }: Words, language: Language): Told {
  switch (one.what) {
    case 'begun': {
      const { channel, amountFen, attempt } = one.attempt;
      return { title: payments.begun(payChannelWords[channel][language]), facts: [priceOf(amountFen), attempt] };
    }
    case 'confirmed': {
      const { confirmedBy, amountFen, payer, reference, use } = one.attempt;
      return {
        title: payments.sources.finance,
        facts: [priceOf(amountFen), payer, reference, confirmedBy, use && moneyUseWords[use][language]],
      };
    }
    case 'heard':
      return tellEvent(one.event, payments, language);
    case 'refundBegun': {
      const { cause, amountFen, refund } = one.refund;
      return { title: payments.refundBegun(refundCauseWords[cause][language]), facts: [priceOf(amountFen), refund] };
    }
    case 'refundBack': {
      const { amountFen, reference, refund } = one.refund;
      return { title: payments.refundBack, facts: [priceOf(amountFen), reference, refund] };
    }
    case 'issueOpened':
      return { title: payments.issueOpened, facts: [moneyIssueWords[one.issue.kind][language]] };
    case 'issueSettled': {
      const { kind, resolvedBy, note, settledBy } = one.issue;
      const how = settledBy ? settlementWords[settledBy][language] : note;
      return { title: payments.issueSettled, facts: [moneyIssueWords[kind][language], resolvedBy, how] };
    }
  }
}

function tellEvent(event: Inspected['events'][number], payments: Words['payments'], language: Language): Told {
  const { source, channel, about, said, amountFen, reference, outcome, of } = event;
  return {
    title: payments.heard(payments.sources[source], payChannelWords[channel][language]),
    facts: [
      payments.subjects[about](payments.saidOf[said] ?? said),
      amountFen === null ? null : priceOf(amountFen),
      reference,
      outcome === null ? payments.notApplied : outcomeIn(outcome, payments, language),
      of,
    ],
  };
}

/** What a fact did: a word of its own, what the money was used for, or the issue that it opened. */
function outcomeIn(outcome: string, payments: Words['payments'], language: Language): string {
  const words: Readonly<Record<string, { zh: string; en: string }>> = { ...moneyUseWords, ...moneyIssueWords };
  return payments.outcomes[outcome] ?? words[outcome]?.[language] ?? outcome;
}
