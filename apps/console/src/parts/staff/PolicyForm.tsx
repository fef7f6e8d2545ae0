import { faultsIn } from '@jiesuo/contract';
import { Facts, Field, faultsOf, Section, useForm, useLanguage, useToast } from '@jiesuo/ui';
import { Button, Input } from 'antd';
import { type Answer, inputOf } from '../../api.ts';
import { useAct } from '../../asking.ts';
import { sayFault, useWords } from '../../words.ts';
import { Refusal } from '../Refusal.tsx';
import { useMe } from '../session/me.ts';

type Policy = Answer<'staff.policy'>;

/** 登录时限与地址. */
export function PolicyForm({ policy }: { policy: Policy }) {
  const { staff } = useWords();
  const me = useMe();
  return (
    <Section title={staff.policy}>
      {me.may('staff.changePolicy') ? <Form policy={policy} /> : <Shown policy={policy} />}
    </Section>
  );
}

function Shown({ policy }: { policy: Policy }) {
  const words = useWords();
  const { staff } = words;
  return (
    <Facts
      facts={[
        [staff.idle, policy.idleMinutes],
        [staff.absolute, policy.absoluteHours],
        [staff.allowList, policy.allowList.join(words.said.comma) || staff.anyAddress],
      ]}
    />
  );
}

function Form({ policy }: { policy: Policy }) {
  const words = useWords();
  const { staff } = words;
  const language = useLanguage();
  const toast = useToast();
  const change = useAct('staff.changePolicy', ['staff.policy', 'staff.me']);
  const { id, values, set, faults, blame, submitting } = useForm({
    idleMinutes: String(policy.idleMinutes),
    absoluteHours: String(policy.absoluteHours),
    allowList: policy.allowList.join('\n'),
  });
  const input = {
    idleMinutes: Number(values.idleMinutes),
    absoluteHours: Number(values.absoluteHours),
    allowList: values.allowList.split('\n').filter((line) => line.trim() !== ''),
  };
  const send = () =>
    change.send(
      input,
      () => toast(words.said.saved),
      (error) => blame(faultsIn(error)),
    );
  const blockFault = Object.entries(faults).find(([path]) => path.startsWith('allowList'))?.[1];
  const count = (name: 'idleMinutes' | 'absoluteHours', label: string, hint: string) => (
    <Field label={label} hint={hint} fault={sayFault(faults[name], language)}>
      {(bound) => (
        <Input
          {...bound}
          value={values[name]}
          inputMode="numeric"
          maxLength={3}
          autoComplete="off"
          onChange={(event) => set(name, event.target.value)}
        />
      )}
    </Field>
  );
  return (
    <form
      id={id}
      className="jc-form"
      noValidate
      onSubmit={submitting(() => faultsOf(inputOf('staff.changePolicy'), input), send)}
    >
      <Refusal error={change.error} />
      <div className="jc-fields">
        {count('idleMinutes', staff.idle, staff.idleHint)}
        {count('absoluteHours', staff.absolute, staff.absoluteHint)}
      </div>
      <Field
        label={staff.allowList}
        hint={staff.allowListHint(policy.ownAddress)}
        fault={sayFault(blockFault, language)}
        isOptional
      >
        {(bound) => (
          <Input.TextArea
            {...bound}
            className="jc-narrow"
            value={values.allowList}
            autoSize={{ minRows: 3, maxRows: 12 }}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => set('allowList', event.target.value)}
          />
        )}
      </Field>
      <div className="jz-actions">
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {words.act.save}
        </Button>
      </div>
    </form>
  );
}
