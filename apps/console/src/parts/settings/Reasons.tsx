import { Section, useLanguage } from '@jiesuo/ui';
import { Button, Input } from 'antd';
import { sayFault, useWords } from '../../words.ts';

/** The reasons that reviewers can pick; an empty line is dropped on saving. */
export function Reasons(props: {
  reasons: readonly string[];
  faults: Readonly<Record<string, string>>;
  isReadOnly: boolean;
  onChange: (reasons: readonly string[]) => void;
}) {
  const { settings } = useWords();
  const language = useLanguage();
  const { reasons, isReadOnly, onChange } = props;
  return (
    <Section title={settings.reasons}>
      <ol className="jc-reasons">
        {reasons.map((reason, index) => {
          const fault = sayFault(props.faults[`cannedReasons.${index}`], language);
          return (
            <li key={index}>
              <Input
                aria-label={settings.reasonLabel(index + 1)}
                aria-invalid={fault ? true : undefined}
                status={fault ? 'error' : ''}
                value={reason}
                maxLength={200}
                readOnly={isReadOnly}
                onChange={(event) => onChange(reasons.map((r, i) => (i === index ? event.target.value : r)))}
              />
              {!isReadOnly && (
                <Button
                  aria-label={settings.removeReason(index + 1)}
                  onClick={() => onChange(reasons.filter((_, i) => i !== index))}
                >
                  {settings.remove}
                </Button>
              )}
              {fault && <span className="jz-fault">{fault}</span>}
            </li>
          );
        })}
      </ol>
      {!isReadOnly && reasons.length < 50 && (
        <Button onClick={() => onChange([...reasons, ''])}>{settings.addReason}</Button>
      )}
    </Section>
  );
}
