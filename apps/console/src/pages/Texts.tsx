import { textKinds } from '@jiesuo/contract';
import { Link, Page, StatusTag, showTime, useGo, useLanguage } from '@jiesuo/ui';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { type Answer, asked } from '../api.ts';
import { type Column, List } from '../parts/List.tsx';
import { useMe } from '../parts/session/me.ts';
import { kindOf, nameOf, partOf } from '../parts/texts/text.ts';
import { WaitingList } from '../parts/texts/WaitingList.tsx';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';

type Line = Answer<'texts.list'>['items'][number];

/** Everything that staff word: by kind, with what is in force and what is being changed. */
export function Texts() {
  const words = useWords();
  const { texts } = words;
  const language = useLanguage();
  const me = useMe();
  const go = useGo();
  const { searchStr } = useLocation();
  const kind = kindOf(new URLSearchParams(searchStr).get('kind'));
  const list = useQuery(asked('texts.list', { kind }));
  const name = (line: Line) => nameOf({ kind, subject: line.subject }, words, line.title?.[language]);
  const columns: Column<Line>[] = [
    { title: texts.name, show: (line) => name(line) },
    {
      title: texts.version,
      show: (line) => (
        <>
          {line.version === null
            ? texts.notInForce
            : line.version === 0
              ? texts.builtIn
              : texts.versionOf(line.version)}
          {line.coming && (
            <div className="jz-soft">
              {texts.coming(line.coming.version, showTime(line.coming.holdsFrom, language))}
            </div>
          )}
        </>
      ),
    },
    { title: texts.holdsFrom, show: (line) => line.holdsFrom && showTime(line.holdsFrom, language) },
    {
      title: texts.draft,
      show: (line) =>
        line.draft && (
          <>
            <StatusTag tone={line.draft.state === 'waiting' ? 'warn' : 'neutral'}>
              {texts.states[line.draft.state]}
            </StatusTag>{' '}
            <span className="jz-soft">
              {texts.draftBy(line.draft.editedBy, showTime(line.draft.editedAt, language))}
            </span>
          </>
        ),
    },
    {
      title: words.said.act,
      show: (line) => (
        <Link href={paths.text(partOf({ kind, subject: line.subject }))} aria-label={texts.openTitle(name(line))}>
          {texts.open}
        </Link>
      ),
    },
  ];
  return (
    <Page
      title={texts.title}
      site={words.console}
      extra={
        me.may('texts.save') &&
        kind === 'announcement' && (
          <Button type="primary" onClick={() => go(paths.text(partOf({ kind, subject: crypto.randomUUID() })))}>
            {texts.add}
          </Button>
        )
      }
    >
      <WaitingList />
      <nav className="jc-kinds" aria-label={texts.title}>
        {textKinds.map((key) => (
          <Link key={key} href={`${paths.texts}?kind=${key}`} aria-current={key === kind ? 'page' : undefined}>
            {texts.kinds[key]}
          </Link>
        ))}
      </nav>
      <p className="jc-lead">{texts.leads[kind]}</p>
      {me.may('texts.save') && list.data && list.data.free.length > 0 && (
        <Select
          className="jc-model"
          aria-label={texts.addModel}
          placeholder={texts.addModel}
          value={null}
          options={list.data.free.map((model) => ({ value: model, label: model }))}
          onChange={(model: string | null) => model && go(paths.text(partOf({ kind, subject: model })))}
        />
      )}
      <List label={texts.kinds[kind]} asked={list} columns={columns} rowKey={(line) => line.subject} />
    </Page>
  );
}
