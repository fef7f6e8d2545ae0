import { Notice, useGo } from '@jiesuo/ui';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { paths } from '../../paths.ts';
import { useWords } from '../../words.ts';
import { Refusal } from '../Refusal.tsx';
import type { Outcome } from './verdicts.ts';

/** After the decision: what was decided, and the next order. */
export function Decided(props: { outcome: Outcome; isTaking: boolean; error: unknown; onNext: () => void }) {
  const { review } = useWords();
  const go = useGo();
  const next = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    next.current?.focus();
  }, []);
  return (
    <>
      <Notice
        tone="good"
        isLive
        title={review.outcomes[props.outcome]}
        actions={
          <>
            <Button ref={next} type="primary" loading={props.isTaking} onClick={props.onNext}>
              {review.nextOrder}
            </Button>
            <Button onClick={() => go(paths.queue)}>{review.backToQueue}</Button>
          </>
        }
      />
      <Refusal error={props.error} />
    </>
  );
}
