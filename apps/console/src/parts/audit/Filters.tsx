import { dayOf } from '@jiesuo/contract';
import { Field, faultsOf, saveFile, useLanguage } from '@jiesuo/ui';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { type Ask, inputOf } from '../../api.ts';
import { useAct } from '../../asking.ts';
import { sayFault, useWords } from '../../words.ts';
import { Refusal } from '../Refusal.tsx';

export type Filter = Ask<'audit.export'>;

const empty = { from: '', to: '', actor: '', operation: '', subject: '' };
type Typed = typeof empty;

/** What is asked for, exactly as the export takes it: empty fields ask for nothing. */
const filterOf = (typed: Typed): Filter =>
  Object.fromEntries(
    Object.entries(typed).flatMap(([name, text]) => (text.trim() === '' ? [] : [[name, text.trim()]])),
  );

export function Filters({ onFilter }: { onFilter: (filter: Filter) => void }) {
  const words = useWords();
  const { audit } = words;
  const language = useLanguage();
  const [typed, setTyped] = useState<Typed>(empty);
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const saving = useAct('audit.export', ['audit.list']);
  const filter = filterOf(typed);
  /** The server's own shape judges first. */
  const judged = (run: () => void) => {
    const found = faultsOf(inputOf('audit.export'), filter);
    setFaults(found);
    if (Object.keys(found).length === 0) run();
  };
  const field = (name: keyof Typed, more: { type?: 'date'; placeholder?: string; maxLength?: number }) => (
    <Field label={audit[name]} fault={sayFault(faults[name], language)}>
      {(bound) => (
        <Input
          {...bound}
          {...more}
          value={typed[name]}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <search className="jc-search">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          judged(() => onFilter(filter));
        }}
      >
        <div className="jc-fields">
          {field('from', { type: 'date' })}
          {field('to', { type: 'date' })}
          {field('actor', { placeholder: audit.actorHint, maxLength: 60 })}
          {field('operation', { placeholder: audit.operationHint, maxLength: 60 })}
          {field('subject', { placeholder: audit.subjectHint, maxLength: 100 })}
        </div>
        <Refusal error={saving.error} />
        <div className="jz-actions jc-end">
          <Button type="primary" htmlType="submit">
            {words.act.search}
          </Button>
          <Button
            onClick={() => {
              setTyped(empty);
              setFaults({});
              onFilter({});
            }}
          >
            {words.act.clear}
          </Button>
          <Button
            loading={saving.isPending}
            onClick={() =>
              judged(() => saving.send(filter, (file) => saveFile(file, `audit-${dayOf(new Date())}.jsonl`)))
            }
          >
            {audit.export}
          </Button>
        </div>
      </form>
    </search>
  );
}
