import { Radio } from 'antd';
import { type ReactNode, useId } from 'react';

/** One of several, under a legend; its fault stands below, as a field's does. */
export function Choice<T extends string>(props: {
  legend: string;
  value: T;
  options: readonly { readonly value: T; readonly label: ReactNode }[];
  fault?: string | undefined;
  onChoose: (value: T) => void;
}) {
  const id = useId();
  return (
    <fieldset className="choice">
      <legend>{props.legend}</legend>
      <Radio.Group
        value={props.value}
        aria-describedby={props.fault ? id : undefined}
        onChange={(event) => props.onChoose(event.target.value as T)}
        options={props.options.map(({ value, label }) => ({ value, label }))}
      />
      <div id={id} className="jz-fault" aria-live="polite">
        {props.fault}
      </div>
    </fieldset>
  );
}
