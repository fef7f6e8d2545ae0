import { Field, Section, useLanguage } from '@jiesuo/ui';
import { Input } from 'antd';
import { sayFault, useWords } from '../../words.ts';
import type { Values } from './values.ts';

type Name = 'calendar.holidays' | 'calendar.workdays';

/** Days that the built-in calendar of statutory holidays does not know: days off, and weekend days that are worked. */
export function Calendar(props: {
  values: Values;
  faults: Readonly<Record<string, string>>;
  isReadOnly: boolean;
  onChange: (name: Name, days: string) => void;
}) {
  const { desk } = useWords();
  const language = useLanguage();
  const field = (name: Name, label: string) => {
    // The fault names one of the days, or that a day is in both lists.
    const at = Object.keys(props.faults).find((path) => path === 'calendar' || path.startsWith(name));
    return (
      <Field label={label} hint={desk.calendarDays} fault={at && sayFault(props.faults[at], language)}>
        {(bound) => (
          <Input.TextArea
            {...bound}
            rows={3}
            maxLength={3000}
            readOnly={props.isReadOnly}
            value={props.values[name]}
            onChange={(event) => props.onChange(name, event.target.value)}
          />
        )}
      </Field>
    );
  };
  return (
    <Section title={desk.calendar}>
      <p className="jz-soft">{desk.calendarLead}</p>
      <div className="jc-fields">
        {field('calendar.holidays', desk.holidays)}
        {field('calendar.workdays', desk.workdays)}
      </div>
    </Section>
  );
}
