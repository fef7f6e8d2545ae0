import { Section } from '@jiesuo/ui';
import { Checkbox } from 'antd';
import { useWords } from '../../words.ts';
import type { Values } from './values.ts';

const policies = ['refundOnCancel', 'refundOnRefusal'] as const;
type Policy = (typeof policies)[number];

/** When the fee of a paid order goes back by itself. Money that came twice or too late always does. */
export function RefundPolicy(props: {
  values: Pick<Values, Policy>;
  isReadOnly: boolean;
  onChange: (policy: Policy, isOn: boolean) => void;
}) {
  const { settings } = useWords();
  return (
    <Section title={settings.refundPolicy}>
      <p className="jz-soft">{settings.refundPolicyLead}</p>
      <div className="jc-stack">
        {policies.map((policy) => (
          <Checkbox
            key={policy}
            checked={props.values[policy]}
            disabled={props.isReadOnly}
            onChange={(event) => props.onChange(policy, event.target.checked)}
          >
            {settings[policy]}
          </Checkbox>
        ))}
      </div>
    </Section>
  );
}
