import type { CannedReason } from '@jiesuo/contract';
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
import { Findings } from './Findings.tsx';
import { Held, Holding } from './Holding.tsx';
import { KeysDialog, useSingleKeys } from './KeysDialog.tsx';
import type { Wish } from './keys.ts';
import { isLeaseLost, useLease } from './lease.ts';
import { MaterialTabs } from './MaterialTabs.tsx';
import { History, Timeline } from './Past.tsx';
import { Promised } from './Promised.tsx';
import { useAhead } from './useAhead.ts';
import { useKeys } from './useKeys.ts';
import { useVerdicts } from './useVerdicts.ts';
import { VerdictForm } from './VerdictForm.tsx';
import {
  type Decision,
  decisionOf,
  type Inspected,
  isOpen,
  judged,
  type Missing,
  missingFor,
  type Outcome,
  unjudged,
} from './verdicts.ts';
import { viewAfter } from './view.ts';

/** The review screen of one order: facts, the material, the verdicts, and the decision. */
export function Desk(props: {
  order: Inspected;
  canned: readonly CannedReason[];
  leaseMinutes: number;
  onDecided: (outcome: Outcome) => void;
}) {
  const { order } = props;
  const { review } = useWords();
  const minutes = order.isMine && order.status === 'in_review' ? props.leaseMinutes : 0;
  const lease = useLease(order.number, minutes);
  const isMayDecide = order.isMine && order.status === 'in_review' && !lease.isLost;
  const judging = useVerdicts(order, props.canned, isMayDecide);
  const [asking, setAsking] = useState<Decision>();
  const [missing, setMissing] = useState<Missing>();
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [hasSingleKeys, setSingleKeys] = useSingleKeys();
  const isSessionOver = useIsSessionOver();
  const reason = useRef<TextAreaRef>(null);
  const decide = useAct('reviews.decide', ['reviews.queue', 'reviews.counts']);
  useAhead(order, lease.isLost ? 0 : minutes);
  const { material, verdict, verdicts, view } = judging;
  const check = order.documentChecks.find((one) => one.material === material?.id);

  const ask = (decision: Decision) => {
    if (!isMayDecide || decide.isPending) return;
    const lacks = missingFor(decision, verdicts);
    setMissing(lacks);
    if (!lacks) setAsking(decision);
    if (lacks === 'reasonMissing' || lacks === 'unjudged') judging.choose(judging.firstOpen());
  };
  const send = (decision: Decision) =>
    decide.mutate(
      { number: order.number, decision, verdicts: judged(verdicts) },
      {
        onSuccess: ({ status }) => {
          judging.forget();
          props.onDecided(decision === 'approve' && status === 'in_review' ? 'second' : decision);
        },
        onError: (error) => {
          setAsking(undefined);
          if (isLeaseLost(error)) lease.lose();
        },
      },
    );
  const wanted = verdict.verdict === 'refused' && isOpen(verdict) ? judging.offered : undefined;
  const grant = (wish: Wish): boolean => {
    if (isHelpOpen && wish.wish !== 'help') return false;
    setMissing(undefined);
    if (wish.wish === 'help') setHelpOpen(!isHelpOpen);
    else if (wish.wish === 'choose') {
      const canned = wanted?.[wish.index];
      if (canned !== undefined) judging.reason(canned);
      else if (wanted || wish.index >= order.materials.length) return false;
      else judging.choose(wish.index);
    } else if (wish.wish === 'accept') judging.accept();
    else if (wish.wish === 'refuse') {
      if (verdict.verdict === 'refused') reason.current?.focus();
      else judging.refuse();
    } else if (wish.wish === 'mark') judging.setMarking(isMayDecide && !judging.isMarking);
    else if (wish.wish === 'decide') ask(decisionOf(verdicts));
    else if (material && wish.wish !== 'nextOrder') judging.setView(viewAfter(view, wish.wish, material.pages));
    else return false;
    return true;
  };
  useKeys(hasSingleKeys, asking !== undefined || isSessionOver, grant);

  return (
    <>
      <div className="jc-desk-head">
        <Checks order={order} />
        <div className="jz-actions">
          <Promised order={order} />
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
          verdictOf={(m) => verdicts[m.id] ?? unjudged}
          chosen={judging.chosen}
          onChoose={judging.choose}
          view={view}
          onView={judging.setView}
          hint={judging.hint}
          marking={
            isMayDecide
              ? { isOn: judging.isMarking, toggle: () => judging.setMarking(!judging.isMarking), keep: judging.mark }
              : undefined
          }
        />
        <div className="jc-verdicts">
          {check && <Findings check={check} onRegion={judging.point} />}
          {material && (
            <VerdictForm
              key={material.id}
              material={material}
              verdict={verdict}
              canned={judging.offered}
              reasonRef={reason}
              isDisabled={!isMayDecide}
              hasTriedToDecide={missing === 'reasonMissing'}
              onChange={judging.change}
              onAccept={judging.accept}
              onRefuse={judging.refuse}
              onReason={judging.reason}
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
