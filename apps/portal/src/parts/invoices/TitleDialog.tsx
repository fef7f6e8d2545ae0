import { faultsIn, invoiceHolders, invoiceHolderWords } from '@jiesuo/contract';
import { portal, type Title } from '@jiesuo/contract/portal';
import { faultsOf, Notice, useForm, useLanguage, useToast } from '@jiesuo/ui';
import { Button, Checkbox, Modal } from 'antd';
import { useAct } from '../../queries.ts';
import { useWords } from '../../words/index.ts';
import { Failure } from '../Failure.tsx';
import { TextField } from '../fields.tsx';
import { Choice } from './Choice.tsx';

const empty = {
  holder: 'organisation' as Title['holder'],
  name: '',
  taxNumber: '',
  address: '',
  phone: '',
  bank: '',
  bankAccount: '',
  email: '',
  isDefault: false,
};
type Values = typeof empty;
/** What only an organisation has on its invoices. */
const ofOrganisations = { taxNumber: '', address: '', phone: '', bank: '', bankAccount: '' };

/** 新增 or 修改 of one title; a new one may begin with what a certificate says. */
export function TitleDialog(props: {
  title: Title | null;
  suggestion?: { readonly name: string; readonly taxNumber: string };
  onClose: (kept?: Title) => void;
}) {
  const words = useWords();
  const toast = useToast();
  const { id, ...kept } = props.title ?? { ...empty, ...props.suggestion, id: '' };
  const form = useForm<Values>(kept);
  const add = useAct('invoiceTitles.add', ['invoiceTitles.list']);
  const edit = useAct('invoiceTitles.edit', ['invoiceTitles.list']);
  const isPerson = form.values.holder === 'person';
  // What was typed as an organisation is still there when a person looks at the other kind and comes back.
  const typed = isPerson ? { ...form.values, ...ofOrganisations } : form.values;
  const answers = {
    onSuccess: (title: Title) => {
      toast(words.succeeded);
      props.onClose(title);
    },
    onError: (error: unknown) => {
      form.blame(faultsIn(error));
    },
  };
  const act = () => {
    if (props.title) edit.mutate({ id, ...typed }, answers);
    else add.mutate(typed, answers);
  };
  return (
    <Modal
      open
      title={props.title ? words.invoices.editTitle : words.invoices.addTitle}
      footer={null}
      closable={false}
      onCancel={() => props.onClose()}
      width={520}
    >
      <form
        id={form.id}
        noValidate
        className="stack"
        onSubmit={form.submitting(() => faultsOf(portal['invoiceTitles.add'].input, typed), act)}
      >
        {props.suggestion && !isPerson && <Notice>{words.invoices.suggested}</Notice>}
        <TitleFields form={form} />
        <Checkbox checked={form.values.isDefault} onChange={(event) => form.set('isDefault', event.target.checked)}>
          {words.invoices.isDefault}
        </Checkbox>
        <Failure error={add.error ?? edit.error} />
        <div className="jz-actions">
          <Button onClick={() => props.onClose()}>{words.act.cancel}</Button>
          <Button type="primary" htmlType="submit" loading={add.isPending || edit.isPending}>
            {words.act.save}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function TitleFields({ form }: { form: ReturnType<typeof useForm<Values>> }) {
  const { invoices } = useWords();
  const language = useLanguage();
  const off = { autoComplete: 'off' } as const;
  const email = (
    <TextField form={form} name="email" label={invoices.email} hint={invoices.emailHint} isOptional input={off} />
  );
  return (
    <>
      <Choice
        legend={invoices.holder}
        value={form.values.holder}
        options={invoiceHolders.map((value) => ({ value, label: invoiceHolderWords[value][language] }))}
        onChoose={(holder) => form.set('holder', holder)}
      />
      {form.values.holder === 'person' ? (
        <>
          <TextField form={form} name="name" label={invoices.personName} input={off} />
          {email}
        </>
      ) : (
        <>
          <TextField
            form={form}
            name="name"
            label={invoices.organisationName}
            hint={invoices.organisationHint}
            input={off}
          />
          <TextField
            form={form}
            name="taxNumber"
            label={invoices.taxNumber}
            hint={invoices.taxNumberHint}
            input={{ ...off, maxLength: 40 }}
          />
          {email}
          {(['address', 'phone', 'bank', 'bankAccount'] as const).map((name) => (
            <TextField
              key={name}
              form={form}
              name={name}
              label={invoices[name]}
              hint={name === 'address' ? invoices.forSpecial : undefined}
              isOptional
              input={off}
            />
          ))}
        </>
      )}
    </>
  );
}
