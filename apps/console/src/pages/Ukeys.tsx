import { Notice, Page } from '@jiesuo/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { asked } from '../api.ts';
import { usePaging } from '../asking.ts';
import { List } from '../parts/List.tsx';
import { SearchBar } from '../parts/SearchBar.tsx';
import { useMe } from '../parts/session/me.ts';
import { useUkeyColumns } from '../parts/ukeys/columns.tsx';
import { ImportUkeys } from '../parts/ukeys/ImportUkeys.tsx';
import type { Imported } from '../parts/ukeys/importing.ts';
import { UkeyDrawer } from '../parts/ukeys/UkeyDrawer.tsx';
import { useWords } from '../words.ts';

export function Ukeys() {
  const words = useWords();
  const { ukeys } = words;
  const me = useMe();
  const [search, setSearch] = useState<string>();
  const [opened, setOpened] = useState<string>();
  const [isImporting, setImporting] = useState(false);
  const [imported, setImported] = useState<Imported>();
  const paging = usePaging(search ?? '');
  const lines = useQuery({
    ...asked('ukeys.list', { search, after: paging.after }),
    placeholderData: keepPreviousData,
  });
  return (
    <Page
      title={ukeys.title}
      site={words.console}
      extra={
        me.may('ukeys.import') && (
          <Button type="primary" onClick={() => setImporting(true)}>
            {ukeys.import}
          </Button>
        )
      }
    >
      {imported && (
        <Notice tone={imported.weak + imported.shared > 0 ? 'warn' : 'good'} isLive>
          {ukeys.done(imported.imported, imported.updated)}{' '}
          {imported.weak + imported.shared > 0 && ukeys.weakShared(imported.weak, imported.shared)}
        </Notice>
      )}
      <SearchBar label={ukeys.search} onSearch={setSearch} />
      <List
        label={ukeys.title}
        asked={lines}
        columns={useUkeyColumns(setOpened)}
        rowKey={(line) => line.serial}
        paging={paging}
      />
      {opened !== undefined && <UkeyDrawer key={opened} serial={opened} onClose={() => setOpened(undefined)} />}
      {isImporting && (
        <ImportUkeys
          onClose={(answer) => {
            setImporting(false);
            if (answer) setImported(answer);
          }}
        />
      )}
    </Page>
  );
}
