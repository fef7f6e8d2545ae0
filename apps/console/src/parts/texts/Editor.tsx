import { materialKinds, materialWords, pinAlphabets, type TextKind } from '@jiesuo/contract';
import { Field, useLanguage } from '@jiesuo/ui';
import { Button, Checkbox, Input, Radio } from 'antd';
import type { ReactNode } from 'react';
import type { Words } from '../../words/zh.ts';
import { sayFault, useWords } from '../../words.ts';
import { at, put, type Typed, textAt } from './typed.ts';

export interface Editing {
  readonly typed: Typed;
  readonly faults: Readonly<Record<string, string>>;
  readonly onChange: (typed: Typed) => void;
}
type Name = keyof Words['texts']['fields'];

/** The fields of one kind; both languages of every text stand together. */
export function Editor({ kind, ...editing }: Editing & { kind: TextKind }) {
  switch (kind) {
    case 'announcement':
      return (
        <>
          <Both {...editing} name="title" path="title" max={100} />
          <Both {...editing} name="body" path="body" max={2000} rows={6} />
        </>
      );
    case 'faq':
      return (
        <Items {...editing} fresh={{ question: { zh: '', en: '' }, answer: { zh: '', en: '' } }}>
          {(path) => (
            <>
              <Both {...editing} name="question" path={`${path}.question`} max={200} />
              <Both {...editing} name="answer" path={`${path}.answer`} max={2000} rows={3} />
            </>
          )}
        </Items>
      );
    case 'consent':
      return <Both {...editing} name="text" path="" max={20_000} rows={18} />;
    case 'fee':
      return <Text {...editing} name="fen" path="fen" max={12} isNumeric />;
    case 'pin_policy':
      return <PinPolicy {...editing} />;
    case 'message':
      return <Message {...editing} />;
    case 'reasons':
      return (
        <Items {...editing} fresh={{ zh: '', en: '', kinds: [...materialKinds] }}>
          {(path) => (
            <>
              <Both {...editing} name="reason" path={path} max={200} />
              <Kinds {...editing} path={`${path}.kinds`} />
            </>
          )}
        </Items>
      );
  }
}

interface TextProps extends Editing {
  readonly name: Name;
  readonly path: string;
  readonly max: number;
  readonly rows?: number;
  readonly language?: 'zh' | 'en';
  readonly isNumeric?: boolean;
}

function Text({ typed, faults, onChange, name, path, max, rows, language, isNumeric }: TextProps) {
  const { texts } = useWords();
  const spoken = useLanguage();
  const label = texts.fields[name];
  const value = textAt(typed, path);
  return (
    <Field
      label={language ? texts.languageOf(label, language === 'zh' ? texts.inZh : texts.inEn) : label}
      fault={sayFault(faults[`content.${path}`], spoken)}
    >
      {(bound) => {
        const common = { ...bound, value, maxLength: max, lang: language, autoComplete: 'off' };
        return rows ? (
          <Input.TextArea
            {...common}
            rows={rows}
            onChange={(event) => onChange(put(typed, path, event.target.value))}
          />
        ) : (
          <Input
            {...common}
            inputMode={isNumeric ? 'decimal' : 'text'}
            onChange={(event) => onChange(put(typed, path, event.target.value))}
          />
        );
      }}
    </Field>
  );
}

function Both({ path, ...props }: Omit<TextProps, 'language'>) {
  const under = path === '' ? '' : `${path}.`;
  return (
    <div className="jc-both">
      <Text {...props} path={`${under}zh`} language="zh" />
      <Text {...props} path={`${under}en`} language="en" />
    </div>
  );
}

function Items(props: Editing & { fresh: unknown; children: (path: string) => ReactNode }) {
  const { texts } = useWords();
  const { typed, onChange } = props;
  const found = at(typed, 'items');
  const items: readonly unknown[] = Array.isArray(found) ? found : [];
  const setItems = (next: readonly unknown[]) => onChange({ ...typed, items: next });
  const moveUp = (index: number) =>
    setItems(items.map((item, i) => (i === index - 1 ? items[index] : i === index ? items[index - 1] : item)));
  return (
    <>
      {items.map((_, index) => (
        <fieldset key={index} className="jc-item">
          <legend>{texts.item(index + 1)}</legend>
          {props.children(`items.${index}`)}
          <div className="jz-actions">
            {index > 0 && (
              <Button size="small" onClick={() => moveUp(index)}>
                {texts.moveUp(index + 1)}
              </Button>
            )}
            <Button size="small" onClick={() => setItems(items.filter((_item, i) => i !== index))}>
              {texts.removeItem(index + 1)}
            </Button>
          </div>
        </fieldset>
      ))}
      {items.length < 50 && <Button onClick={() => setItems([...items, props.fresh])}>{texts.addItem}</Button>}
    </>
  );
}

function Kinds({ typed, faults, onChange, path }: Editing & { path: string }) {
  const { texts } = useWords();
  const language = useLanguage();
  const found = at(typed, path);
  const chosen: readonly unknown[] = Array.isArray(found) ? found : [];
  return (
    <div role="group" aria-label={texts.fields.kinds}>
      {materialKinds.map((kind) => (
        <Checkbox
          key={kind}
          checked={chosen.includes(kind)}
          onChange={({ target }) =>
            onChange(
              put(
                typed,
                path,
                materialKinds.filter((one) => (one === kind ? target.checked : chosen.includes(one))),
              ),
            )
          }
        >
          {materialWords[kind][language]}
        </Checkbox>
      ))}
      <span className="jz-fault">{sayFault(faults[`content.${path}`], language)}</span>
    </div>
  );
}

function PinPolicy(editing: Editing) {
  const { texts } = useWords();
  const language = useLanguage();
  const { typed, faults, onChange } = editing;
  return (
    <>
      <div className="jc-both">
        <Text {...editing} name="min" path="min" max={2} isNumeric />
        <Text {...editing} name="max" path="max" max={2} isNumeric />
      </div>
      <Radio.Group
        aria-label={texts.fields.alphabet}
        value={at(typed, 'alphabet')}
        options={pinAlphabets.map((value) => ({ value, label: texts.alphabets[value] }))}
        onChange={(event) => onChange(put(typed, 'alphabet', event.target.value))}
      />
      <span className="jz-fault">{sayFault(faults['content.alphabet'], language)}</span>
      <Text {...editing} name="defaults" path="defaults" max={200} rows={3} />
    </>
  );
}

function Message(editing: Editing) {
  return (
    <>
      {at(editing.typed, 'sms') !== null && <Text {...editing} name="sms" path="sms" max={300} rows={3} />}
      {at(editing.typed, 'mail') !== null && (
        <>
          <Both {...editing} name="subject" path="mail.subject" max={100} />
          <Both {...editing} name="mail" path="mail.body" max={2000} rows={6} />
        </>
      )}
    </>
  );
}
