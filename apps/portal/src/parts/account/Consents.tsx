import { Link, Section, showTime, useLanguage } from '@jiesuo/ui';
import { paths } from '../../paths.ts';
import { useRead } from '../../queries.ts';
import { useWords } from '../../words/index.ts';
import { Loaded } from '../Failure.tsx';

/** 授权记录. */
export function Consents() {
  const words = useWords();
  const language = useLanguage();
  const query = useRead('accounts.consents', {});
  return (
    <Section>
      <p className="jz-soft">{words.account.consentsLead}</p>
      <Loaded query={query}>
        {({ items }) => (
          <ul className="rows">
            {items.length === 0 && <li className="jz-soft">{words.account.noConsents}</li>}
            {items.map((consent) => (
              <li key={`${consent.kind} ${consent.version} ${consent.givenAt}`}>
                <div className="row-main">
                  <span>{words.consent.title(words.consent[consent.kind])}</span>
                  <span className="jz-soft">
                    {words.consent.version(consent.version)} · {words.account.givenAt}{' '}
                    {showTime(consent.givenAt, language)}
                  </span>
                </div>
                {consent.order && (
                  <span>
                    {words.account.forOrder} <Link href={paths.order(consent.order)}>{consent.order}</Link>
                  </span>
                )}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Section>
  );
}
