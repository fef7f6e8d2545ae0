import { everySubject } from '@jiesuo/contract';
import { ConfirmButton, useToast } from '@jiesuo/ui';
import { useAct } from '../../asking.ts';
import { useWords } from '../../words.ts';
import { Refusal } from '../Refusal.tsx';
import { textReads } from './reads.ts';
import type { Named } from './text.ts';

/** Makes a draft that takes the text down; it is published like any other. */
export function TakeDown({ named }: { named: Named }) {
  const { texts } = useWords();
  // What the product has no words of its own for is gone; of a model's policy the one for all takes the place.
  const isGone = named.kind === 'announcement' || (named.kind === 'pin_policy' && named.subject !== everySubject);
  const label = isGone ? texts.takeDown : texts.backToOwn;
  const toast = useToast();
  const save = useAct('texts.save', textReads);
  const takeDown = async () => {
    await save.mutateAsync({ ...named, revision: 0, content: null });
    toast(texts.saved);
  };
  return (
    <>
      <ConfirmButton
        danger
        question={label}
        consequence={isGone ? texts.takeDownLead : texts.backToOwnLead}
        confirmLabel={label}
        onConfirm={takeDown}
      >
        {label}
      </ConfirmButton>
      <Refusal error={save.error} />
    </>
  );
}
