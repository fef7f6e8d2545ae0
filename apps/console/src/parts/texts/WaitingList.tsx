import { Link, Section } from '@jiesuo/ui';
import { useQuery } from '@tanstack/react-query';
import { asked } from '../../api.ts';
import { paths } from '../../paths.ts';
import { useWords } from '../../words.ts';
import { nameOf, partOf } from './text.ts';

/** What waits for a second person, whatever its kind; nothing where nothing waits. */
export function WaitingList() {
  const words = useWords();
  const { texts } = words;
  const items = useQuery(asked('texts.waiting', {})).data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Section title={texts.waits}>
      <ul className="jc-plain">
        {items.map((item) => (
          <li key={partOf(item)}>
            <Link href={paths.text(partOf(item))}>
              {texts.kinds[item.kind]} · {nameOf(item, words)}
            </Link>
            <br />
            <span className="jz-soft">
              {texts.waitsLead(item.authors.join(words.said.comma), item.note)}
              {!item.mayApprove && ` ${texts.notYou}`}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
