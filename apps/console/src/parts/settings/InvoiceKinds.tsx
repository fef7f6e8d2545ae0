import { type InvoiceKind, invoiceKinds, invoiceKindWords } from '@jiesuo/contract';
import { Section, useLanguage } from '@jiesuo/ui';
import { Checkbox } from 'antd';
import { useWords } from '../../words.ts';

/** Which invoices customers may ask for. */
export function InvoiceKinds(props: {
  kinds: readonly InvoiceKind[];
  isReadOnly: boolean;
  onChange: (kinds: readonly InvoiceKind[]) => void;
}) {
  const { settings } = useWords();
  const language = useLanguage();
  return (
    <Section title={settings.invoiceKinds}>
      <p className="jz-soft">{settings.invoiceKindsLead}</p>
      <div className="jc-stack">
        {invoiceKinds.map((kind) => (
          <Checkbox
            key={kind}
            checked={props.kinds.includes(kind)}
            disabled={props.isReadOnly}
            onChange={({ target }) =>
              props.onChange(invoiceKinds.filter((one) => (one === kind ? target.checked : props.kinds.includes(one))))
            }
          >
            {invoiceKindWords[kind][language]}
          </Checkbox>
        ))}
      </div>
    </Section>
  );
}
