import { faultsIn } from '@jiesuo/contract';
import type { Settings } from '@jiesuo/contract/console';
import { Field, faultsOf, Notice, Section, useForm, useLanguage, useToast } from '@jiesuo/ui';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { inputOf } from '../../api.ts';
import { useAct } from '../../asking.ts';
import { sayFault, useWords } from '../../words.ts';
import { Refusal } from '../Refusal.tsx';
import { Calendar } from './Calendar.tsx';
import { type SettingField, sections } from './fields.ts';
import { InvoiceKinds } from './InvoiceKinds.tsx';
import { PinPrompt } from './PinPrompt.tsx';
import { RefundPolicy } from './RefundPolicy.tsx';
import { TrustedBridge } from './TrustedBridge.tsx';
import { changed, settingsFrom, type Values, valuesOf } from './values.ts';

/** All settings on one page; what was changed is sent together. */
export function SettingsForm({ settings, isReadOnly }: { settings: Settings; isReadOnly: boolean }) {
  const words = useWords();
  const language = useLanguage();
  const toast = useToast();
  const [before, setBefore] = useState(settings);
  const change = useAct('settings.change', ['settings.list']);
  const { id, values, setValues, set, faults, blame, submitting } = useForm<Values>(valuesOf(settings));
  const changes = changed(before, settingsFrom(values));
  const save = () => {
    if (change.isPending) return;
    if (Object.keys(changes).length === 0) {
      toast(words.settings.unchanged);
      return;
    }
    change.send(
      changes,
      (now) => {
        setBefore(now);
        setValues(valuesOf(now));
        toast(words.said.saved);
      },
      (error) => blame(faultsIn(error)),
    );
  };
  const say = ({ name, bounds }: SettingField) => {
    const code = faults[name];
    if (code === 'wrong_type' && bounds) return words.settings.range(bounds.minValue ?? 0, bounds.maxValue ?? 0);
    return sayFault(code, language);
  };
  return (
    <form
      id={id}
      className="jc-stack"
      noValidate
      onSubmit={submitting(() => faultsOf(inputOf('settings.change'), changes), save)}
    >
      {isReadOnly && <Notice>{words.settings.readOnly}</Notice>}
      {sections.map((section) => (
        <Section key={section.title} title={words.settings[section.title]}>
          <div className="jc-fields">
            {section.fields.map((field) => (
              <Field
                key={field.name}
                label={words.settings[field.label]}
                hint={field.hint && words.settings[field.hint]}
                fault={say(field)}
              >
                {(bound) => (
                  <Input
                    {...bound}
                    value={values[field.name]}
                    readOnly={isReadOnly}
                    autoComplete="off"
                    inputMode={field.bounds ? 'numeric' : 'text'}
                    maxLength={100}
                    onChange={(event) => set(field.name, event.target.value)}
                  />
                )}
              </Field>
            ))}
          </div>
        </Section>
      ))}
      <RefundPolicy values={values} isReadOnly={isReadOnly} onChange={set} />
      <InvoiceKinds
        kinds={values.invoiceKinds}
        isReadOnly={isReadOnly}
        onChange={(kinds) => set('invoiceKinds', kinds)}
      />
      <PinPrompt prompt={values.pinPrompt} isReadOnly={isReadOnly} onChange={(prompt) => set('pinPrompt', prompt)} />
      <TrustedBridge
        isOn={values.isTrustedBridgeOn}
        isReadOnly={isReadOnly}
        onChange={(isOn) => set('isTrustedBridgeOn', isOn)}
      />
      <Calendar values={values} faults={faults} isReadOnly={isReadOnly} onChange={set} />
      <Refusal error={change.error} />
      {!isReadOnly && (
        <div className="jz-actions jc-save">
          <Button type="primary" htmlType="submit" loading={change.isPending}>
            {words.act.save}
          </Button>
        </div>
      )}
    </form>
  );
}
