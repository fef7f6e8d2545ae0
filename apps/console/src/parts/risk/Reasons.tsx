import { findingWords, materialWords, type RiskFact, riskFacts, riskRules } from '@jiesuo/contract';
import { Link, showTime, useLanguage } from '@jiesuo/ui';
import type { Answer } from '../../api.ts';
import { paths } from '../../paths.ts';

type Reason = Answer<'risk.show'>['reasons'][number];

/** Every rule that fired, in words, with what it saw. */
export function Reasons({ reasons }: { reasons: readonly Reason[] }) {
  const language = useLanguage();
  return (
    <ul className="jc-reasons">
      {reasons.map(({ rule, facts, since }) => (
        <li key={rule}>
          <strong>{riskRules[rule][language]}</strong> <small>{showTime(since, language)}</small>
          {facts.length > 0 && (
            <dl>
              {facts.map(({ fact, value }) => (
                <div key={fact}>
                  <dt>{riskFacts[fact][language]}</dt>
                  <dd>
                    <Value fact={fact} value={value} />
                  </dd>
                </div>
              ))}
            </dl>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Codes in words; an order's number leads to it. */
function Value({ fact, value }: { fact: RiskFact; value: string }) {
  const language = useLanguage();
  if (fact === 'order') return <Link href={paths.order(value)}>{value}</Link>;
  const words: Readonly<Record<string, { zh: string; en: string }>> | undefined =
    fact === 'material' ? materialWords : fact === 'findings' ? findingWords : undefined;
  if (!words) return value;
  return value
    .split(' ')
    .map((code) => words[code]?.[language] ?? code)
    .join(language === 'zh' ? '；' : '; ');
}
