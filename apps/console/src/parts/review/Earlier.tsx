import { Link, Section, StatusTag, showDate, useLanguage } from '@jiesuo/ui';
import { paths } from '../../paths.ts';
import { useWords } from '../../words.ts';
import { OrderTag } from '../tags.tsx';
import type { Inspected } from './verdicts.ts';

/** Other orders of this account, UKey or organisation, with what became of them. */
export function Earlier({ order }: { order: Inspected }) {
  const { desk } = useWords();
  const language = useLanguage();
  return (
    <Section title={desk.earlier}>
      {order.earlier.length === 0 && <p className="jz-soft">{desk.earlierNone}</p>}
      <ul className="jc-earlier">
        {order.earlier.map((one) => (
          <li key={one.number}>
            <Link href={paths.order(one.number)}>{one.number}</Link> <OrderTag status={one.status} />
            <span className="jz-soft">
              {[
                showDate(one.createdAt, language),
                one.isSameAccount && desk.sameAccount,
                one.isSameUkey && desk.sameUkey,
                one.isSameSubscriber && desk.sameSubscriber,
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
            {one.refusals > 0 && <StatusTag tone="warn">{desk.refusals(one.refusals)}</StatusTag>}
          </li>
        ))}
      </ul>
    </Section>
  );
}
