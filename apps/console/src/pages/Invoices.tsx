import { type InvoiceState, invoiceKindWords, invoiceStates, invoiceStateWords } from '@jiesuo/contract';
import { Link, Page, Section, showTime, useLanguage } from '@jiesuo/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Select } from 'antd';
import { useState } from 'react';
import { type Answer, asked } from '../api.ts';
import { usePaging } from '../asking.ts';
import { priceOf } from '../money.ts';
import { ExportRequests } from '../parts/invoices/ExportRequests.tsx';
import { ImportSheet } from '../parts/invoices/ImportSheet.tsx';
import { InvoiceTag } from '../parts/invoices/tags.tsx';
import { UploadFiles } from '../parts/invoices/UploadFiles.tsx';
import { type Column, List } from '../parts/List.tsx';
import { SearchBar } from '../parts/SearchBar.tsx';
import { useMe } from '../parts/session/me.ts';
import { paths } from '../paths.ts';
import { useWords } from '../words.ts';

type Line = Answer<'invoices.list'>['items'][number];

/** 发票: what customers asked for, from the export to the file, and what has to be offset. */
export function Invoices() {
  const words = useWords();
  const { invoices } = words;
  const language = useLanguage();
  const { may } = useMe();
  const [state, setState] = useState<InvoiceState>();
  const [search, setSearch] = useState<string>();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const paging = usePaging(JSON.stringify([state, search]));
  const lines = useQuery({
    ...asked('invoices.list', { state, search, after: paging.after }),
    placeholderData: keepPreviousData,
  });
  const counts: Partial<Record<InvoiceState, number>> = {
    requested: lines.data?.requested ?? 0,
    red_due: lines.data?.redDue ?? 0,
  };
  const labelOf = (one: InvoiceState) => {
    const label = invoiceStateWords[one][language];
    return counts[one] ? invoices.counted(label, counts[one]) : label;
  };
  const choosing = may('invoices.export') ? [choiceColumn(invoices, chosen, setChosen)] : [];
  return (
    <Page title={invoices.title} site={words.console}>
      {may('invoices.export') && (
        <Issue waiting={counts.requested ?? 0} chosen={chosen} onExported={() => setChosen([])} />
      )}
      <SearchBar label={invoices.search} onSearch={setSearch}>
        <Select<InvoiceState | 'any'>
          className="jc-select"
          aria-label={invoices.state}
          value={state ?? 'any'}
          onChange={(one) => setState(one === 'any' ? undefined : one)}
          options={[
            { value: 'any', label: invoices.anyState },
            ...invoiceStates.map((value) => ({ value, label: labelOf(value) })),
          ]}
        />
      </SearchBar>
      <List
        label={invoices.title}
        asked={lines}
        rowKey={(line) => line.request}
        paging={paging}
        empty={invoices.empty}
        columns={[
          ...choosing,
          {
            title: invoices.request,
            show: (line) => (
              <>
                {may('invoices.inspect') ? (
                  <Link href={paths.invoice(line.request)}>{line.request}</Link>
                ) : (
                  line.request
                )}
                <Soft>{showTime(line.askedAt, language)}</Soft>
              </>
            ),
          },
          { title: words.order.number, show: (line) => <Link href={paths.payment(line.number)}>{line.number}</Link> },
          { title: invoices.state, show: (line) => <InvoiceTag state={line.state} /> },
          { title: invoices.buyer, show: (line) => line.name },
          {
            title: invoices.amount,
            show: (line) => (
              <>
                {priceOf(line.amountFen)} <Soft>{invoiceKindWords[line.kind][language]}</Soft>
              </>
            ),
          },
          {
            title: invoices.number,
            show: (line) =>
              line.invoiceNumber && (
                <>
                  {line.invoiceNumber} <Soft>{line.files.map((form) => form.toUpperCase()).join(' ')}</Soft>
                </>
              ),
          },
        ]}
      />
    </Page>
  );
}

/** On a line of its own: the table is wide enough. */
const Soft = ({ children }: { children: string }) => <div className="jz-soft">{children}</div>;

/** Only what waits can be chosen. */
const choiceColumn = (
  words: ReturnType<typeof useWords>['invoices'],
  chosen: readonly string[],
  onChoose: (requests: readonly string[]) => void,
): Column<Line> => ({
  title: words.selection,
  show: ({ request, state }) =>
    state === 'requested' && (
      <Checkbox
        aria-label={words.select(request)}
        checked={chosen.includes(request)}
        onChange={({ target }) =>
          onChoose(target.checked ? [...chosen, request] : chosen.filter((one) => one !== request))
        }
      />
    ),
});

function Issue(props: { waiting: number; chosen: readonly string[]; onExported: () => void }) {
  const { invoices } = useWords();
  const [open, setOpen] = useState<'import' | 'upload'>();
  const close = () => setOpen(undefined);
  return (
    <Section title={invoices.step}>
      <p className="jz-soft">{invoices.stepLead}</p>
      <div className="jz-actions">
        <ExportRequests {...props} />
        <Button onClick={() => setOpen('import')}>{invoices.import}</Button>
        <Button onClick={() => setOpen('upload')}>{invoices.upload}</Button>
      </div>
      {open === 'import' && <ImportSheet onClose={close} />}
      {open === 'upload' && <UploadFiles onClose={close} />}
    </Section>
  );
}
