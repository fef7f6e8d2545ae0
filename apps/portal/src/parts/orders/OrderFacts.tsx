import type { Order } from '@jiesuo/contract';
import { Facts, Section, showDate, showFen, showTime, useLanguage } from '@jiesuo/ui';
import { useWords } from '../../words/index.ts';

export function OrderFacts({ order }: { order: Order }) {
  const { order: words, orders, apply, field } = useWords();
  const language = useLanguage();
  const { form } = order;
  return (
    <>
      <Section title={words.facts}>
        <Facts
          facts={[
            [orders.number, order.number],
            [orders.created, showTime(order.createdAt, language)],
            [orders.fee, showFen(order.feeFen)],
            [orders.expires, order.expiresAt && showTime(order.expiresAt, language)],
            [orders.serial, order.ukeySerial],
            [apply.certificateSerial, order.certificateSerial],
            [words.certificateNotAfter, showDate(order.certificateNotAfter, language)],
          ]}
        />
      </Section>
      <Section title={words.form}>
        <Facts
          facts={[
            [field.customerName, form.customerName],
            [field.representativeName, form.representativeName],
            [field.representativeIdNumber, form.representativeIdNumber],
            [field.representativeMobile, form.representativeMobile],
            [field.email, form.email],
          ]}
        />
      </Section>
    </>
  );
}
