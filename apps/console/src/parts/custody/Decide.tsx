import { faultsIn, methodWords, trustedBridgeWarning } from '@jiesuo/contract';
import { Facts, Field, faultsOf, Notice, useForm, useLanguage, useToast } from '@jiesuo/ui';
import { Radio } from 'antd';
import { type Answer, inputOf } from '../../api.ts';
import { useAct } from '../../asking.ts';
import { sayFault, useWords } from '../../words.ts';
import { ActDialog } from '../ActDialog.tsx';
import { ReasonField } from '../ReasonField.tsx';

type Line = Answer<'custody.list'>['items'][number];
type Typed = { decision: 'grant' | 'refuse' | ''; method: Line['method'] | ''; reason: string };

/** 批准 or 拒绝, with a reason that is kept. Nothing is chosen beforehand: choosing is the decision. */
export function Decide({ line, onClose }: { line: Line; onClose: () => void }) {
  const words = useWords();
  const { custody, order } = words;
  const language = useLanguage();
  const toast = useToast();
  const decide = useAct('custody.decide', ['custody.list']);
  const { id, values, set, faults, blame, submitting } = useForm<Typed>({
    decision: '',
    method: line.methods.length === 1 ? line.method : '',
    reason: '',
  });
  const { decision, method } = values;
  const judge = () => ({
    ...faultsOf(inputOf('custody.decide'), { ...values, number: line.number }),
    ...(decision === '' && { decision: 'required' }),
    ...(method === '' && { method: 'required' }),
  });
  const send = () => {
    if (decision === '' || method === '') return;
    decide.send(
      { ...values, decision, method, number: line.number },
      () => {
        toast(custody.done(line.number));
        onClose();
      },
      (error) => blame(faultsIn(error)),
    );
  };
  return (
    <ActDialog
      title={custody.decideTitle(line.number)}
      lead={custody.lead}
      submitLabel={custody.decide}
      isDangerous={decision === 'grant'}
      isBusy={decide.isPending}
      error={decide.error}
      formId={id}
      onCancel={onClose}
    >
      <form id={id} className="jc-form" noValidate onSubmit={submitting(judge, send)}>
        <Facts
          facts={[
            [order.customer, line.customerName],
            [order.ukey, line.ukeySerial],
            [custody.model, line.model],
            [custody.adminTries, String(line.adminTriesMax)],
          ]}
        />
        <Field label={custody.method} fault={sayFault(faults.method, language)}>
          {(bound) => (
            <Radio.Group
              {...bound}
              value={method}
              options={line.methods.map((one) => ({ value: one, label: methodWords[one][language] }))}
              onChange={(event) => set('method', event.target.value as Line['method'])}
            />
          )}
        </Field>
        {method === 'trusted_bridge' && <Notice tone="warn">{trustedBridgeWarning[language]}</Notice>}
        <Field label={custody.decision} fault={sayFault(faults.decision, language)}>
          {(bound) => (
            <Radio.Group
              {...bound}
              value={decision}
              options={[
                { value: 'grant', label: custody.grant },
                { value: 'refuse', label: custody.refuse },
              ]}
              onChange={(event) => set('decision', event.target.value as Typed['decision'])}
            />
          )}
        </Field>
        <ReasonField value={values.reason} fault={faults.reason} onChange={(reason) => set('reason', reason)} />
      </form>
    </ActDialog>
  );
}
