import { faultsIn } from '@jiesuo/contract';
import { Field, faultsOf, Section, useForm, useLanguage, useToast } from '@jiesuo/ui';
import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { asked, inputOf } from '../../api.ts';
import { useAct } from '../../asking.ts';
import { sayFault, useWords } from '../../words.ts';
import { Refusal } from '../Refusal.tsx';
import { useMe } from '../session/me.ts';

const linkExample = '/reset?ukey=UK26000001&return=https%3A%2F%2Fcrm.example.com%2Fback&state=case-0017';

/** 返回地址. */
export function Origins() {
  const { integration: words } = useWords();
  const { may } = useMe();
  const shown = useQuery(asked('links.show', {}));
  return (
    <Section title={words.origins}>
      <p className="jc-lead">{words.originsLead}</p>
      <p className="jz-soft">
        {words.linkForm} <code className="jc-link">{linkExample}</code>
      </p>
      <Refusal error={shown.error} onRetry={() => void shown.refetch()} />
      {shown.data &&
        (may('links.change') ? (
          <Form key={shown.data.origins.join('\n')} origins={shown.data.origins} />
        ) : (
          <ul className="jc-points">
            {shown.data.origins.length === 0 && <li>{words.noOrigins}</li>}
            {shown.data.origins.map((origin) => (
              <li key={origin}>{origin}</li>
            ))}
          </ul>
        ))}
    </Section>
  );
}

function Form({ origins }: { origins: readonly string[] }) {
  const words = useWords();
  const { integration } = words;
  const language = useLanguage();
  const toast = useToast();
  const change = useAct('links.change', ['links.show']);
  const { id, values, set, faults, blame, submitting } = useForm({ origins: origins.join('\n') });
  const input = { origins: values.origins.split('\n').filter((line) => line.trim() !== '') };
  const send = () =>
    change.send(
      input,
      () => toast(words.said.saved),
      (error) => blame(faultsIn(error)),
    );
  const fault = Object.entries(faults).find(([path]) => path.startsWith('origins'))?.[1];
  return (
    <form
      id={id}
      className="jc-form"
      noValidate
      onSubmit={submitting(() => faultsOf(inputOf('links.change'), input), send)}
    >
      <Refusal error={change.error} />
      <Field
        label={integration.originsField}
        hint={integration.originsHint}
        fault={sayFault(fault, language)}
        isOptional
      >
        {(bound) => (
          <Input.TextArea
            {...bound}
            className="jc-narrow"
            value={values.origins}
            autoSize={{ minRows: 2, maxRows: 12 }}
            spellCheck={false}
            onChange={(event) => set('origins', event.target.value)}
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
