import { retentionRules } from '@jiesuo/contract';
import { Notice, showDate, useLanguage } from '@jiesuo/ui';
import { useRead } from '../../queries.ts';
import { useWords } from '../../words/index.ts';
import { Loaded } from '../Failure.tsx';

/** What deleting the account takes away at once, and what stays: which records, by which law, until when. */
export function Removal() {
  const { account: words } = useWords();
  const language = useLanguage();
  const query = useRead('accounts.removal', {});
  return (
    <Loaded query={query}>
      {({ openOrders, stays }) => (
        <div className="stack">
          {openOrders > 0 && <Notice tone="bad">{words.removeOpenOrders(openOrders)}</Notice>}
          <div>
            <strong>{words.removeGoes}</strong>
            <p>{retentionRules.account.goes[language]}</p>
          </div>
          {stays.length > 0 && (
            <div>
              <strong>{words.removeStays}</strong>
              <ul className="rows">
                {stays.map(({ rule, count, until }) => (
                  <li key={rule}>
                    <div className="row-main">
                      <span>{words.removeStay(retentionRules[rule].name[language], count)}</span>
                      <span>{words.removeUntil(showDate(until, language))}</span>
                      <span className="jz-soft">{retentionRules[rule].law[language]}</span>
                    </div>
                  </li>
                ))}
              </ul>
            </div>
          )}
        </div>
      )}
    </Loaded>
  );
}
