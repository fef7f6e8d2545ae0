import { openMobileChanges } from '@jiesuo/contract';
import { Facts, Notice, Section, showTime, useLanguage } from '@jiesuo/ui';
import { Radio } from 'antd';
import { useId, useState } from 'react';
import type { Answer } from '../../../api.ts';
import { useMe, useRead } from '../../../queries.ts';
import { useWords } from '../../../words/index.ts';
import { Loaded } from '../../Failure.tsx';
import { ByCodes } from './ByCodes.tsx';
import { ByPaper } from './ByPaper.tsx';
import { Request } from './Request.tsx';

/** 更换手机号: by codes where both numbers can be reached, by a stamped paper where the old one is lost. */
export function Mobile() {
  return <Loaded query={useRead('mobileChanges.show', {})}>{(standing) => <Standing standing={standing} />}</Loaded>;
}

function Standing({ standing }: { standing: Answer<'mobileChanges.show'> }) {
  const { mobile: words } = useWords();
  const language = useLanguage();
  const { last, resetFrom } = standing;
  const isOpen = last !== null && openMobileChanges.includes(last.state);
  return (
    <>
      {resetFrom && (
        <Notice tone="warn" title={words.coolingTitle}>
          {words.cooling(showTime(resetFrom, language))}
        </Notice>
      )}
      {last && <Request last={last} isOpen={isOpen} />}
      {!isOpen && <Change standing={standing} />}
    </>
  );
}

function Change({ standing }: { standing: Answer<'mobileChanges.show'> }) {
  const { mobile: words } = useWords();
  const { mobile } = useMe();
  const [way, setWay] = useState<'codes' | 'paper'>('codes');
  const label = useId();
  return (
    <Section>
      <p className="jz-soft">{words.lead}</p>
      <p>{words.waits(standing.coolingHours)}</p>
      {standing.openOrders > 0 && <Notice tone="warn">{words.openOrders(standing.openOrders)}</Notice>}
      <Facts facts={[[words.current, mobile]]} />
      <p id={label}>{words.way}</p>
      <Radio.Group
        aria-labelledby={label}
        className="choices"
        value={way}
        onChange={(event) => setWay(event.target.value === 'paper' ? 'paper' : 'codes')}
        options={[
          { value: 'codes', label: words.byCodes },
          { value: 'paper', label: words.byPaper },
        ]}
      />
      {way === 'codes' ? <ByCodes /> : <ByPaper paper={standing.paper} />}
    </Section>
  );
}
