import { Section, showTime, useLanguage, useToast } from '@jiesuo/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { type Answer, asked } from '../../api.ts';
import { useAct, usePaging } from '../../asking.ts';
import { useWords } from '../../words.ts';
import { type Column, List } from '../List.tsx';
import { Refusal } from '../Refusal.tsx';
import { useMe } from '../session/me.ts';
import { Difference } from './Difference.tsx';
import { textReads } from './reads.ts';
import { type Named, partOf } from './text.ts';

type Version = Answer<'texts.history'>['items'][number];

/** Every version with what it changed; an old one comes back as a draft and goes the same way again. */
export function History({ named, revision }: { named: Named; revision: number }) {
  const words = useWords();
  const { texts } = words;
  const language = useLanguage();
  const toast = useToast();
  const me = useMe();
  const paging = usePaging(partOf(named));
  const list = useQuery({
    ...asked('texts.history', { ...named, after: paging.after }),
    placeholderData: keepPreviousData,
  });
  const save = useAct('texts.save', textReads);
  const restore = ({ content }: Version) => save.send({ ...named, revision, content }, () => toast(texts.restored));
  const columns: Column<Version>[] = [
    { title: texts.number, show: (one) => texts.versionOf(one.version) },
    { title: texts.publishedAt, show: (one) => showTime(one.publishedAt, language) },
    {
      title: texts.holdsFrom,
      show: (one) => (one.holdsFrom === one.publishedAt ? null : showTime(one.holdsFrom, language)),
    },
    { title: texts.by, show: (one) => one.authors.join(words.said.comma) },
    { title: texts.approvedBy, show: (one) => one.approvedBy },
    { title: texts.note, show: (one) => <span className="jc-body">{one.note}</span> },
    {
      title: texts.changes,
      show: (one) => (
        <details className="jc-changes">
          <summary>{texts.showChanges}</summary>
          <Difference before={one.before} after={one.content} />
        </details>
      ),
    },
  ];
  if (me.may('texts.save'))
    columns.push({
      title: words.said.act,
      show: (one) =>
        one.content && (
          <Button size="small" aria-label={texts.restoreTitle(one.version)} onClick={() => restore(one)}>
            {texts.restore}
          </Button>
        ),
    });
  return (
    <Section title={texts.history}>
      <Refusal error={save.error} />
      <List
        label={texts.history}
        asked={list}
        columns={columns}
        rowKey={(one) => String(one.version)}
        paging={paging}
      />
    </Section>
  );
}
