import { type ReactNode, useId } from 'react';
import { useUiWords } from './language.tsx';

/** What the control inside must carry so that label, hint and fault belong to it. */
export interface FieldBinding {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean | undefined;
  readonly 'aria-required': boolean | undefined;
  readonly status: '' | 'error';
}

/** Label, control, hint and fault. The label's text alone is the accessible name: marks stand outside of it. */
export function Field(props: {
  label: string;
  hint?: ReactNode;
  fault?: string | undefined;
  isOptional?: boolean;
  /** Beside the label, e.g. a link. */
  extra?: ReactNode;
  children: (binding: FieldBinding) => ReactNode;
}) {
  const id = useId();
  const words = useUiWords();
  const described = [props.fault && `${id}-fault`, props.hint && `${id}-hint`].filter(Boolean).join(' ');
  return (
    <div className="jz-field">
      <div className="jz-field-head">
        <span>
          <label htmlFor={id}>{props.label}</label>
          {props.isOptional && <span className="jz-soft jz-optional">{words.optional}</span>}
        </span>
        {props.extra}
      </div>
      {props.children({
        id,
        'aria-describedby': described || undefined,
        'aria-invalid': props.fault ? true : undefined,
        'aria-required': props.isOptional ? undefined : true,
        status: props.fault ? 'error' : '',
      })}
      {props.hint && (
        <div id={`${id}-hint`} className="jz-hint">
          {props.hint}
        </div>
      )}
      <div id={`${id}-fault`} className="jz-fault" aria-live="polite">
        {props.fault}
      </div>
    </div>
  );
}
