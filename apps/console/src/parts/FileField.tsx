import { Field } from '@jiesuo/ui';
import { Button } from 'antd';
import { useRef } from 'react';

/** One file to be chosen, by a button in the page's own language: the browser's speaks the browser's. */
export function FileField(props: {
  label: string;
  fault: string | undefined;
  accept: string;
  chooseLabel: string;
  /** What is said of the file that was chosen. */
  chosen: string | undefined;
  onChoose: (file: File | undefined) => void;
}) {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <Field label={props.label} fault={props.fault}>
      {({ status: _status, 'aria-required': _required, ...bound }) => (
        <div className="jz-actions">
          <Button {...bound} onClick={() => picker.current?.click()}>
            {props.chooseLabel}
          </Button>
          <input
            ref={picker}
            hidden
            type="file"
            accept={props.accept}
            onChange={(event) => props.onChoose(event.target.files?.[0])}
            onClick={(event) => {
              // The same file, corrected, can be chosen again.
              event.currentTarget.value = '';
            }}
          />
          <span aria-live="polite">{props.chosen}</span>
        </div>
      )}
    </Field>
  );
}
