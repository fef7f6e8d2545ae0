import { faultsIn, type WebhookEvent, webhookEvents, webhookEventWords } from '@jiesuo/contract';
import { Field, faultsOf, useForm, useLanguage, useToast } from '@jiesuo/ui';
import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { inputOf } from '../../api.ts';
import { useAct } from '../../asking.ts';
import { sayFault, useWords } from '../../words.ts';
import { ActDialog } from '../ActDialog.tsx';
import type { ShownSecret } from './SecretDialog.tsx';
import type { Webhook } from './Webhooks.tsx';

type Typed = { readonly url: string; readonly note: string; readonly events: readonly WebhookEvent[] };

export function NewWebhook({ onMade }: { onMade: (secret: ShownSecret) => void }) {
  const { integration } = useWords();
  const [isOpen, setOpen] = useState(false);
  const add = useAct('webhooks.add', ['webhooks.list']);
  const close = () => {
    setOpen(false);
    add.reset();
  };
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {integration.newWebhook}
      </Button>
      {isOpen && (
        <Form
          title={integration.newWebhook}
          before={{ url: '', note: '', events: ['order.approved', 'reset.completed'] }}
          act={add}
          onClose={close}
          onSend={(typed, blame) =>
            add.send(
              typed,
              ({ secret }) => {
                close();
                onMade({ secret });
              },
              blame,
            )
          }
        />
      )}
    </>
  );
}

export function EditWebhook({ hook }: { hook: Webhook }) {
  const { integration } = useWords();
  const toast = useToast();
  const [isOpen, setOpen] = useState(false);
  const change = useAct('webhooks.change', ['webhooks.list']);
  const close = () => {
    setOpen(false);
    change.reset();
  };
  return (
    <>
      <Button size="small" aria-label={integration.editTitle(hook.url)} onClick={() => setOpen(true)}>
        {integration.edit}
      </Button>
      {isOpen && (
        <Form
          title={integration.editTitle(hook.url)}
          before={hook}
          act={change}
          onClose={close}
          onSend={(typed, blame) =>
            change.send(
              { id: hook.id, ...typed },
              () => {
                close();
                toast(integration.done);
              },
              blame,
            )
          }
        />
      )}
    </>
  );
}

function Form(props: {
  title: string;
  before: Typed;
  act: { readonly isPending: boolean; readonly error: unknown };
  onClose: () => void;
  onSend: (typed: { url: string; note: string; events: WebhookEvent[] }, blame: (error: unknown) => void) => void;
}) {
  const words = useWords();
  const { integration } = words;
  const language = useLanguage();
  const { id, values, set, faults, blame, submitting } = useForm<Typed>({
    url: props.before.url,
    note: props.before.note,
    events: props.before.events,
  });
  const input = { url: values.url, note: values.note, events: [...values.events] };
  const text = (name: 'url' | 'note', hint?: string) => (
    <Field label={integration[name]} hint={hint} isOptional={name === 'note'} fault={sayFault(faults[name], language)}>
      {(bound) => (
        <Input
          {...bound}
          value={values[name]}
          maxLength={name === 'url' ? 500 : 100}
          inputMode={name === 'url' ? 'url' : 'text'}
          autoComplete="off"
          onChange={(event) => set(name, event.target.value)}
        />
      )}
    </Field>
  );
  return (
    <ActDialog
      title={props.title}
      submitLabel={words.act.save}
      isBusy={props.act.isPending}
      error={props.act.error}
      formId={id}
      onCancel={props.onClose}
    >
      <form
        id={id}
        className="jc-form"
        noValidate
        onSubmit={submitting(
          () => faultsOf(inputOf('webhooks.add'), input),
          () => props.onSend(input, (error) => blame(faultsIn(error))),
        )}
      >
        {text('url', integration.urlHint)}
        {text('note')}
        <fieldset className="jc-wide-choices">
          <legend>{integration.events}</legend>
          {webhookEvents.map((event) => (
            <Checkbox
              key={event}
              checked={values.events.includes(event)}
              onChange={({ target }) =>
                set('events', target.checked ? [...values.events, event] : values.events.filter((one) => one !== event))
              }
            >
              {webhookEventWords[event][language]} <code className="jz-soft">{event}</code>
            </Checkbox>
          ))}
          {faults.events && <p className="jz-fault">{sayFault(faults.events, language)}</p>}
        </fieldset>
      </form>
    </ActDialog>
  );
}
