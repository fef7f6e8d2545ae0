import { ConfirmButton, Page, showTime, useLanguage, useToast } from '@jiesuo/ui';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { type Answer, asked } from '../api.ts';
import { useAct } from '../asking.ts';
import { AddNotice } from '../parts/AddNotice.tsx';
import { type Column, List } from '../parts/List.tsx';
import { Refusal } from '../parts/Refusal.tsx';
import { useMe } from '../parts/session/me.ts';
import { useWords } from '../words.ts';

type Published = Answer<'notices.list'>['items'][number];

export function Notices() {
  const words = useWords();
  const { notices } = words;
  const language = useLanguage();
  const me = useMe();
  const toast = useToast();
  const [isAdding, setAdding] = useState(false);
  const list = useQuery(asked('notices.list', {}));
  const remove = useAct('notices.remove', ['notices.list']);
  const takeDown = async ({ id }: Published) => {
    await remove.mutateAsync({ id });
    toast(notices.removedNow);
  };
  const columns: Column<Published>[] = [
    { title: notices.heading, show: (notice) => notice.title },
    { title: notices.body, show: (notice) => <span className="jc-body">{notice.body}</span> },
    { title: notices.published, show: (notice) => showTime(notice.publishedAt, language) },
  ];
  if (me.may('notices.remove'))
    columns.push({
      title: words.said.act,
      show: (notice) => (
        <ConfirmButton
          size="small"
          danger
          aria-label={`${notices.remove} ${notice.title}`}
          question={notices.removeTitle}
          consequence={notices.removeText}
          confirmLabel={notices.remove}
          onConfirm={() => takeDown(notice)}
        >
          {notices.remove}
        </ConfirmButton>
      ),
    });
  return (
    <Page
      title={notices.title}
      site={words.console}
      extra={
        me.may('notices.add') && (
          <Button type="primary" onClick={() => setAdding(true)}>
            {notices.publish}
          </Button>
        )
      }
    >
      <Refusal error={remove.error} />
      <List label={notices.title} asked={list} columns={columns} rowKey={(notice) => notice.id} />
      {isAdding && <AddNotice onClose={() => setAdding(false)} />}
    </Page>
  );
}
