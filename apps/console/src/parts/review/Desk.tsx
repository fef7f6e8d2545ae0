import { Button } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea.js';
import { useRef, useState } from 'react';
import { useAct } from '../../asking.ts';
import { useWords } from '../../words.ts';
import { Refusal } from '../Refusal.tsx';
import { useIsSessionOver } from '../session/over.ts';
import { Checks } from './Checks.tsx';
import { Comparison } from './Comparison.tsx';
import { DecideDialog } from './DecideDialog.tsx';
import { Held, Holding } from './Holding.tsx';
import { KeysDialog, useSingleKeys } from './KeysDialog.tsx';
import { forgetVerdicts, useKeptVerdicts } from './kept.ts';
import type { Wish } from './keys.ts';
import { isLeaseLost, useLease } from './lease.ts';
import { MaterialTabs } from './MaterialTabs.tsx';
import { History, Timeline } from './Past.tsx';
import { useKeys } from './useKeys.ts';
import { VerdictForm } from './VerdictForm.tsx';
import {
  type Decision,
  decisionOf,
  type Inspected,
  judged,
  type Missing,
  missingFor,
  unjudged,
  type Verdict,
  verdictsOf,
} from './verdicts.ts';
import { firstView, viewAfter } from './view.ts';

/** The review screen of one order: facts, the material, the verdicts, and the decision. */
export function Desk(props: {
  order: Inspected;
  canned: readonly string[];
  leaseMinutes: number;
  onDecided: (decision: Decision) => void;
}) {
  const { order } = props;
  const { review } = useWords();
  const lease = useLease(order.number, order.isMine && order.status === 'in_review' ? props.leaseMinutes : 0);
  const [set, judge] = useKeptVerdicts(order.number);
  const [chosen, setChosen] = useState(0);
  const [view, setView] = useState(firstView);
  const [asking, setAsking] = useState<Decision>();
  const [missing, setMissing] = useState<Missing>();
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [hasSingleKeys, setSingleKeys] = useSingleKeys();
  const isSessionOver = useIsSessionOver();
  const reason = useRef<TextAreaRef>(null);
  const decide = useAct('reviews.decide', ['reviews.queue']);

  const verdicts = verdictsOf(order.materials, set);
  const material = order.materials[chosen];
  const verdict = (material && verdicts[material.id]) ?? unjudged;
  const isMayDecide = order.isMine && order.status === 'in_review' && !lease.isLost;

  const choose = (index: number) => {
    setChosen(index);
    setView(firstView);
  };
  const change = (next: Verdict) => {
    if (!material || !isMayDecide) return;
    judge(material.id, next);
    setMissing(undefined);
    // A new refusal wants its reason at once; the field exists after the next paint.
    if (next.verdict === 'refused' && verdict.verdict !== 'refused')
      requestAnimationFrame(() => reason.current?.focus());
  };
  const ask = (decision: Decision) => {
    if (!isMayDecide || decide.isPending) return;
    const lacks = missingFor(decision, verdicts);
    setMissing(lacks);
    if (!lacks) setAsking(decision);
    if (lacks === 'reasonMissing' || lacks === 'unjudged') {
      const index = order.materials.findIndex(({ id }) => isOpen(verdicts[id]));
      if (index >= 0) choose(index);
      if (lacks === 'reasonMissing') requestAnimationFrame(() => reason.current?.focus());
    }
  };
  const send = (decision: Decision) =>
    decide.mutate(
      { number: order.number, decision, verdicts: judged(verdicts) },
      {
        onSuccess: () => {
          forgetVerdicts(order.number);
          props.onDecided(decision);
        },
        onError: (error) => {
          setAsking(undefined);
          if (isLeaseLost(error)) lease.lose();
        },
      },
    );
  const grant = (wish: Wish): boolean => {
    if (isHelpOpen && wish.wish !== 'help') return false;
    if (wish.wish === 'help') setHelpOpen(!isHelpOpen);
    else if (wish.wish === 'choose') {
      if (wish.index >= order.materials.length) return false;
      choose(wish.index);
    } else if (wish.wish === 'accept') change({ ...verdict, verdict: 'accepted' });
    else if (wish.wish === 'refuse') {
      if (verdict.verdict === 'refused') reason.current?.focus();
      else change({ ...verdict, verdict: 'refused' });
    } else if (wish.wish === 'decide') ask(decisionOf(verdicts));
    else if (material && wish.wish !== 'nextOrder') setView(viewAfter(view, wish.wish, material.pages));
    else return false;
    return true;
  };
  useKeys(hasSingleKeys, asking !== undefined || isSessionOver, grant);

  return (
    <>
      <div className="jc-desk-head">
        <Checks order={order} />
        <div className="jz-actions">
          <Held order={order} lease={lease} />
          <Button size="small" onClick={() => setHelpOpen(true)}>
            {review.keys}
          </Button>
        </div>
      </div>
      <Holding order={order} lease={lease} />
      <div className="jc-desk">
        <Comparison order={order} />
        <MaterialTabs
          materials={order.materials}
          mayView={order.mayViewMaterials}
          verdictOf={(m) => verdicts[m.id]?.verdict ?? 'pending'}
          chosen={chosen}
          onChoose={choose}
          view={view}
          onView={setView}
        />
        <div className="jc-verdicts">
          {material && (
            <VerdictForm
              key={material.id}
              material={material}
              verdict={verdict}
              canned={props.canned}
              reasonRef={reason}
              isDisabled={!isMayDecide}
              hasTriedToDecide={missing === 'reasonMissing'}
              onChange={change}
            />
          )}
          <div className="jz-actions jc-decide">
            <Button type="primary" disabled={!isMayDecide} onClick={() => ask('approve')}>
              {review.approve}
            </Button>
            <Button danger disabled={!isMayDecide} onClick={() => ask('refuse')}>
              {review.refuse}
            </Button>
          </div>
          <p className="jz-fault" role="status">
            {missing && review[missing]}
          </p>
          <Refusal error={decide.error} />
          <Timeline order={order} />
          <History order={order} />
        </div>
      </div>
      <DecideDialog
        decision={asking}
        materials={order.materials}
        verdicts={verdicts}
        isSending={decide.isPending}
        onConfirm={send}
        onCancel={() => setAsking(undefined)}
      />
      <KeysDialog
        isOpen={isHelpOpen}
        onClose={() => setHelpOpen(false)}
        isOn={hasSingleKeys}
        onChoose={setSingleKeys}
      />
    </>
  );
}

const isOpen = (verdict: Verdict = unjudged) =>
  verdict.verdict === 'pending' || (verdict.verdict === 'refused' && verdict.reason.trim() === '');
