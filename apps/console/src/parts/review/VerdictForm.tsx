import { type CannedReason, materialWords } from '@jiesuo/contract';
import { Field, Section, useLanguage } from '@jiesuo/ui';
import { Button, Input } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea.js';
import type { Ref } from 'react';
import { useWords } from '../../words.ts';
import type { Material, Verdict } from './verdicts.ts';

/** 合格 or 退回 for one material; 退回 asks for the reason, from the frequent ones by number or in own words. */
export function VerdictForm(props: {
  material: Material;
  verdict: Verdict;
  /** In the order of their numbers. */
  canned: readonly CannedReason[];
  reasonRef: Ref<TextAreaRef>;
  isDisabled: boolean;
  hasTriedToDecide: boolean;
  onChange: (verdict: Verdict) => void;
  onAccept: () => void;
  onRefuse: () => void;
  onReason: (reason: CannedReason) => void;
}) {
  const { review, desk } = useWords();
  const language = useLanguage();
  const { verdict, isDisabled, onChange } = props;
  const lacksReason = verdict.verdict === 'refused' && verdict.reason.trim() === '';
  return (
    <Section title={materialWords[props.material.kind][language]}>
      <div className="jz-actions" role="group" aria-label={review.verdict}>
        <Button
          type={verdict.verdict === 'accepted' ? 'primary' : 'default'}
          aria-pressed={verdict.verdict === 'accepted'}
          disabled={isDisabled}
          onClick={props.onAccept}
        >
          {review.accepted}
        </Button>
        <Button
          danger
          type={verdict.verdict === 'refused' ? 'primary' : 'default'}
          aria-pressed={verdict.verdict === 'refused'}
          disabled={isDisabled}
          onClick={props.onRefuse}
        >
          {review.refused}
        </Button>
      </div>
      {verdict.verdict === 'refused' && (
        <>
          <Field
            label={review.reason}
            hint={review.reasonHint}
            fault={props.hasTriedToDecide && lacksReason ? review.reasonMissing : undefined}
          >
            {(bound) => (
              <Input.TextArea
                {...bound}
                ref={props.reasonRef}
                rows={3}
                maxLength={500}
                disabled={isDisabled}
                value={verdict.reason}
                onChange={(event) => onChange({ ...verdict, reason: event.target.value })}
                onKeyDown={(event) => {
                  if (event.key === 'Escape') event.currentTarget.blur();
                }}
              />
            )}
          </Field>
          {verdict.region && (
            <p className="jc-marked">
              {desk.marked(verdict.region.page)}{' '}
              <Button size="small" disabled={isDisabled} onClick={() => onChange({ ...verdict, region: undefined })}>
                {desk.unmark}
              </Button>
            </p>
          )}
          {props.canned.length > 0 && (
            <>
              <p className="jz-soft">{desk.reasonsHint}</p>
              <ol className="jc-canned" aria-label={review.canned}>
                {props.canned.map((reason, index) => (
                  <li key={reason.zh}>
                    <button type="button" disabled={isDisabled} onClick={() => props.onReason(reason)}>
                      {index < 9 && <kbd>{index + 1}</kbd>}
                      <span>{reason[language]}</span>
                    </button>
                  </li>
                ))}
              </ol>
            </>
          )}
        </>
      )}
    </Section>
  );
}
