import { invoiceHolderWords } from '@jiesuo/contract';
import type { Title } from '@jiesuo/contract/portal';
import { Section, useLanguage } from '@jiesuo/ui';
import { Button } from 'antd';
import { useState } from 'react';
import { useAct, useRead } from '../../queries.ts';
import { useWords } from '../../words/index.ts';
import { KeptRow } from '../account/KeptRow.tsx';
import { Failure, Loaded } from '../Failure.tsx';
import { TitleDialog } from './TitleDialog.tsx';

/** 发票抬头. */
export function Titles() {
  const words = useWords();
  const { invoices } = words;
  const language = useLanguage();
  const query = useRead('invoiceTitles.list', {});
  const remove = useAct('invoiceTitles.remove', ['invoiceTitles.list']);
  const [edited, setEdited] = useState<Title | 'new' | null>(null);
  return (
    <Section title={words.account.tabs.titles}>
      <p className="jz-soft">{invoices.titlesLead}</p>
      <Button type="primary" onClick={() => setEdited('new')}>
        {words.act.add}
      </Button>
      <Failure error={remove.error} />
      <Loaded query={query}>
        {({ items }) => (
          <ul className="rows">
            {items.length === 0 && <li className="jz-soft">{invoices.noTitles}</li>}
            {items.map((title) => (
              <KeptRow
                key={title.id}
                main={title.name}
                detail={[invoiceHolderWords[title.holder][language], title.taxNumber, title.email]
                  .filter((text) => text !== '')
                  .join(' · ')}
                mark={title.isDefault ? invoices.default : undefined}
                question={invoices.removeTitle}
                onEdit={() => setEdited(title)}
                onRemove={() => remove.mutateAsync({ id: title.id })}
              />
            ))}
          </ul>
        )}
      </Loaded>
      {edited && <TitleDialog title={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </Section>
  );
}
