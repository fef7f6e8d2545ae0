import { Facts, Notice, Section, showTime, useLanguage } from '@jiesuo/ui';
import { useWords } from '../../words.ts';
import { ReasonedAct } from '../ReasonedAct.tsx';
import { useMe } from '../session/me.ts';
import { Difference } from './Difference.tsx';
import { textReads } from './reads.ts';
import type { Named, Shown } from './text.ts';

/** A draft that waits for a second person: what would change, and the two answers to it. */
export function Waiting({ named, text }: { named: Named; text: Shown }) {
  const words = useWords();
  const { texts } = words;
  const language = useLanguage();
  const me = useMe();
  const { draft } = text;
  if (draft?.state !== 'waiting') return null;
  const settle = (decision: 'approve' | 'return') => (reason: string) => ({
    ...named,
    revision: draft.revision,
    decision,
    reason,
  });
  return (
    <Section title={texts.waits}>
      <Facts
        facts={[
          [texts.by, draft.authors.join(words.said.comma)],
          [texts.note, draft.note],
          [texts.holdsFrom, draft.holdsFrom && showTime(draft.holdsFrom, language)],
        ]}
      />
      <Difference before={text.content} after={draft.content} />
      {draft.mayApprove && me.may('texts.settle') ? (
        <div className="jz-actions">
          <ReasonedAct
            name="texts.settle"
            field="reason"
            input={settle('approve')}
            refreshes={textReads}
            label={texts.approve}
            lead={texts.approveLead}
            done={texts.approved}
            button={{ type: 'primary' }}
          />
          <ReasonedAct
            name="texts.settle"
            field="reason"
            input={settle('return')}
            refreshes={textReads}
            label={texts.sendBack}
            lead={texts.sendBackLead}
            done={texts.sentBack}
          />
        </div>
      ) : (
        !draft.mayApprove && <Notice>{texts.notYou}</Notice>
      )}
    </Section>
  );
}
