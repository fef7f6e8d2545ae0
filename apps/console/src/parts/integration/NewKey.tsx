import { faultsIn, roleWords, type Scope, scopeGuards, scopes, scopeWords } from '@jiesuo/contract';
import { Field, faultsOf, useForm, useLanguage } from '@jiesuo/ui';
import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { inputOf } from '../../api.ts';
import { useAct } from '../../asking.ts';
import { sayFault, useWords } from '../../words.ts';
import { ActDialog } from '../ActDialog.tsx';
import type { ShownSecret } from './SecretDialog.tsx';

const empty = { name: '', scopes: ['orders.read'] as readonly Scope[], allowList: '', days: '365', perMinute: '300' };
type Made = { onMade: (secret: ShownSecret) => void };

export function NewKey({ onMade }: Made) {
  const { integration } = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {integration.newKey}
      </Button>
      {isOpen && <Dialog onMade={onMade} onClose={() => setOpen(false)} />}
    </>
  );
}

function Dialog({ onMade, onClose }: Made & { onClose: () => void }) {
  const { integration } = useWords();
  const language = useLanguage();
  const create = useAct('apiKeys.create', ['apiKeys.list']);
  const { id, values, set, faults, blame, submitting } = useForm(empty);
  const input = {
    name: values.name,
    scopes: [...values.scopes],
    allowList: values.allowList.split('\n').filter((line) => line.trim() !== ''),
    days: Number(values.days),
    perMinute: Number(values.perMinute),
  };
  const send = () =>
    create.send(
      input,
      ({ secret, state }) => {
        onClose();
        onMade({ secret, isWaiting: state === 'waiting' });
      },
      (error) => blame(faultsIn(error)),
    );
  const text = (name: 'name' | 'days' | 'perMinute', hint?: string) => (
    <Field label={integration[name]} hint={hint} fault={sayFault(faults[name], language)}>
      {(bound) => (
        <Input
          {...bound}
          value={values[name]}
          maxLength={60}
          autoComplete="off"
          inputMode={name === 'name' ? 'text' : 'numeric'}
          onChange={(event) => set(name, event.target.value)}
        />
      )}
    </Field>
  );
  const blockFault = Object.entries(faults).find(([path]) => path.startsWith('allowList'))?.[1];
  return (
    <ActDialog
      title={integration.newKey}
      lead={integration.keysLead}
      submitLabel={integration.newKey}
      isBusy={create.isPending}
      error={create.error}
      formId={id}
      onCancel={onClose}
    >
      <form
        id={id}
        className="jc-form"
        noValidate
        onSubmit={submitting(() => faultsOf(inputOf('apiKeys.create'), input), send)}
      >
        {text('name', integration.nameHint)}
        <fieldset className="jc-wide-choices">
          <legend>{integration.scopes}</legend>
          {scopes.map((scope) => {
            const guard = scopeGuards[scope];
            return (
              <Checkbox
                key={scope}
                checked={values.scopes.includes(scope)}
                onChange={({ target }) =>
                  set(
                    'scopes',
                    target.checked ? [...values.scopes, scope] : values.scopes.filter((one) => one !== scope),
                  )
                }
              >
                {scopeWords[scope][language]}{' '}
                {guard && <span className="jz-soft">{integration.guarded(roleWords[guard][language])}</span>}
              </Checkbox>
            );
          })}
          {faults.scopes && <p className="jz-fault">{sayFault(faults.scopes, language)}</p>}
        </fieldset>
        <Field
          label={integration.allowList}
          hint={integration.allowListHint}
          fault={sayFault(blockFault, language)}
          isOptional
        >
          {(bound) => (
            <Input.TextArea
              {...bound}
              value={values.allowList}
              autoSize={{ minRows: 2, maxRows: 8 }}
              spellCheck={false}
              onChange={(event) => set('allowList', event.target.value)}
            />
          )}
        </Field>
        {text('days')}
        {text('perMinute')}
      </form>
    </ActDialog>
  );
}
