import {
  type Comparison,
  checkFailureWords,
  comparedFactWords,
  type DocumentCheck,
  findingWords,
  type Outcome,
  outcomeWords,
  type Region,
} from '@jiesuo/contract';
import { StatusTag, useLanguage } from '@jiesuo/ui';
import { Button } from 'antd';
import { useWords } from '../../words.ts';

const tones = { equal: 'good', close: 'warn', differs: 'bad', unread: 'neutral' } as const satisfies Record<
  Outcome,
  string
>;

/** 材料预审 of one material: what to look at, and what was read beside what should stand there. `onRegion` draws a place on the page. */
export function Findings({ check, onRegion }: { check: DocumentCheck; onRegion?: (region: Region) => void }) {
  const { checks } = useWords();
  const language = useLanguage();
  const where = (region: Region | null, what: string) =>
    region &&
    onRegion && (
      <Button type="link" size="small" aria-label={`${checks.where} ${what}`} onClick={() => onRegion(region)}>
        {checks.where}
      </Button>
    );
  return (
    <section className="jc-findings" aria-label={checks.title}>
      <p className="jz-soft">
        {checks.title} · {checks.onlySuggests}
      </p>
      {check.state === 'waiting' && <p role="status">{checks.waiting}</p>}
      {check.state === 'failed' && (
        <p role="status">
          {checks.failed} {check.failure && checkFailureWords[check.failure][language]}
        </p>
      )}
      {check.state === 'done' && check.findings.length === 0 && <p>{checks.nothing}</p>}
      <ul className="jc-checks">
        {check.findings.map(({ code, severity, region }, index) => (
          <li key={index}>
            <StatusTag tone={severity === 'warning' ? 'bad' : 'warn'}>{checks[severity]}</StatusTag>
            <span>
              {findingWords[code][language]} {where(region, findingWords[code][language])}
            </span>
          </li>
        ))}
      </ul>
      {check.comparisons.length > 0 && (
        <dl className="jz-facts">
          {check.comparisons.map((one) => (
            <div key={one.fact}>
              <dt>{comparedFactWords[one.fact][language]}</dt>
              <dd>
                <StatusTag tone={tones[one.outcome]}>{outcomeWords[one.outcome][language]}</StatusTag>{' '}
                <Values comparison={one} /> {where(one.region, comparedFactWords[one.fact][language])}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {check.engine && <p className="jz-soft">{checks.by(check.engine)}</p>}
    </section>
  );
}

/** Both where they differ; once where they agree. */
function Values({ comparison: { outcome, read, expected } }: { comparison: Comparison }) {
  const { checks } = useWords();
  const shown = read === 'long' ? checks.long : read;
  if (outcome === 'equal' && (expected === null || read === expected)) return <span>{shown ?? expected}</span>;
  return (
    <span>
      {checks.read} <strong>{shown ?? checks.none}</strong>
      {expected !== null && (
        <>
          {' · '}
          {checks.expected} <strong>{expected}</strong>
        </>
      )}
    </span>
  );
}
