import { moneyStateWords, type Order, promptWords } from '@jiesuo/contract';
import { Facts, Section, showDate, showFen, showTime, useLanguage } from '@jiesuo/ui';
import { useWords } from '../../words/index.ts';
import { FormFacts } from '../FormFacts.tsx';

export function OrderFacts({ order }: { order: Order }) {
  const { order: words, orders, apply } = useWords();
  const language = useLanguage();
  return (
    <>
      <Section title={words.facts}>
        <Facts
          facts={[
            [orders.number, order.number],
            [orders.created, showTime(order.createdAt, language)],
            [orders.fee, showFen(order.feeFen)],
            [words.money, order.money.state === 'none' ? null : moneyStateWords[order.money.state][language]],
            [orders.expires, order.expiresAt && showTime(order.expiresAt, language)],
            [orders.serial, order.ukeySerial],
            [apply.certificateSerial, order.certificateSerial],
            [words.certificateNotAfter, showDate(order.certificateNotAfter, language)],
            [words.prompt, order.reset.prompt && promptWords(order.reset.prompt)[language]],
          ]}
        />
      </Section>
      <Section title={words.form}>
        <FormFacts form={order.form} />
      </Section>
    </>
  );
}
