import { ConfirmButton, useToast } from '@jiesuo/ui';
import { useAct } from '../../asking.ts';
import { useWords } from '../../words.ts';
import { Refusal } from '../Refusal.tsx';
import { textReads } from './reads.ts';
import type { Named } from './text.ts';

/** Makes a draft that takes the text down; it is published like any other. */
export function TakeDown({ named }: { named: Named }) {
  const { texts } = useWords();
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
        question={texts.takeDown}
        consequence={texts.takeDownLead}
        confirmLabel={texts.takeDown}
        onConfirm={takeDown}
      >
        {texts.takeDown}
      </ConfirmButton>
      <Refusal error={save.error} />
    </>
  );
}
