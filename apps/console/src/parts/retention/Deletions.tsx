import { dayOf, type RetentionRule, retentionRuleNames, retentionRules } from '@jiesuo/contract';
import { saveFile, showTime, useLanguage } from '@jiesuo/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { asked } from '../../api.ts';
import { useAct, usePaging } from '../../asking.ts';
import { useWords } from '../../words.ts';
import { List } from '../List.tsx';
import { Refusal } from '../Refusal.tsx';

/** What was deleted, when and by which rule; no record says whose it was. */
export function Deletions() {
  const { retention } = useWords();
  const language = useLanguage();
  const [rule, setRule] = useState<RetentionRule>();
  const paging = usePaging(rule ?? '');
  const lines = useQuery({
    ...asked('retention.list', { ...(rule && { rule }), after: paging.after }),
    placeholderData: keepPreviousData,
  });
  const saving = useAct('retention.export');
  const time = (at: string) => showTime(at, language);
  return (
    <>
      <p className="jz-soft">{retention.markHint}</p>
      <div className="jz-actions">
        <Select<RetentionRule | ''>
          aria-label={retention.filter}
          className="jc-rules"
          value={rule ?? ''}
          onChange={(chosen) => setRule(chosen === '' ? undefined : chosen)}
          options={[
            { value: '', label: retention.all },
            ...retentionRuleNames.map((name) => ({ value: name, label: retentionRules[name].name[language] })),
          ]}
        />
        <Button
          loading={saving.isPending}
          onClick={() =>
            saving.send({ ...(rule && { rule }) }, (file) => saveFile(file, `deletions-${dayOf(new Date())}.csv`))
          }
        >
          {retention.export}
        </Button>
      </div>
      <Refusal error={saving.error} />
      <List
        label={retention.tabs.deletions}
        asked={lines}
        rowKey={({ id }) => id}
        paging={paging}
        columns={[
          { title: retention.at, show: ({ at }) => time(at) },
          { title: retention.rule, show: (line) => retentionRules[line.rule].name[language] },
          { title: retention.records, show: ({ records }) => records.toLocaleString(language) },
          { title: retention.files, show: ({ files }) => files.toLocaleString(language) },
          { title: retention.bytes, show: ({ bytes }) => bytes.toLocaleString(language) },
          { title: retention.dueAt, show: ({ dueAt }) => time(dueAt) },
        ]}
        more={({ mark, leaf }) => (
          <p className="jc-leaf">
            {retention.mark}: <code>{mark}</code>
            <br />
            {retention.leaf}: <code>{leaf}</code>
          </p>
        )}
      />
    </>
  );
}
