import { useToast } from '@jiesuo/ui';
import { useEffect, useState } from 'react';
import { useWords } from '../words.ts';
import { ReasonedAct } from './ReasonedAct.tsx';
import { useMe } from './session/me.ts';

const shownSeconds = 60;

/** An ID number, masked; every digit on request, with a reason, for a minute. */
export function Unmask({ number, masked, isAllowed }: { number: string; masked: string; isAllowed: boolean }) {
  const { unmask } = useWords();
  const { may } = useMe();
  const toast = useToast();
  const [whole, setWhole] = useState<string>();
  useEffect(() => {
    if (whole === undefined) return;
    const timer = setTimeout(() => {
      setWhole(undefined);
      toast(unmask.hidden);
    }, shownSeconds * 1000);
    return () => clearTimeout(timer);
  }, [whole, toast, unmask]);
  return (
    <span className="jc-flags">
      <span>{whole ?? masked}</span>
      {isAllowed && may('reviews.unmask') && whole === undefined && (
        <ReasonedAct
          name="reviews.unmask"
          input={(reason) => ({ number, reason })}
          field="reason"
          refreshes={[]}
          label={unmask.show}
          lead={unmask.lead}
          onDone={({ idNumber }) => setWhole(idNumber)}
          button={{ size: 'small' }}
        />
      )}
    </span>
  );
}
