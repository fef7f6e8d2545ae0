import { materialWords } from '@jiesuo/contract';
import { Field, Section, useLanguage } from '@jiesuo/ui';
import { Button, Input, Select } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea.js';
import type { Ref } from 'react';
import { useWords } from '../../words.ts';
import type { Material, Verdict } from './verdicts.ts';

/** 合格 or 退回 for one material; 退回 asks for the reason, from the frequent ones or in own words. */
export function VerdictForm(props: {
  material: Material;
  verdict: Verdict;
  canned: readonly string[];
  reasonRef: Ref<TextAreaRef>;
  isDisabled: boolean;
  hasTriedToDecide: boolean;
  onChange: (verdict: Verdict) => void;
}) {
  const { review } = useWords();
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
          onClick={() => onChange({ ...verdict, verdict: 'accepted' })}
        >
          {review.accepted}
        </Button>
        <Button
          danger
          type={verdict.verdict === 'refused' ? 'primary' : 'default'}
          aria-pressed={verdict.verdict === 'refused'}
          disabled={isDisabled}
          onClick={() => onChange({ ...verdict, verdict: 'refused' })}
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
              />
            )}
          </Field>
          {props.canned.length > 0 && (
            <Select
              className="jc-wide"
              aria-label={review.canned}
              placeholder={review.canned}
              disabled={isDisabled}
              value={null}
              options={props.canned.map((reason) => ({ value: reason, label: reason }))}
              onChange={(reason: string | null) => {
                if (reason) onChange({ ...verdict, reason: joined(verdict.reason, reason) });
              }}
            />
          )}
        </>
      )}
    </Section>
  );
}

/** A frequent reason is added to what was typed, never instead of it. */
const joined = (typed: string, reason: string) =>
  typed.trim() === '' || typed.includes(reason) ? typed.trim() || reason : `${typed.trim()} ${reason}`;
