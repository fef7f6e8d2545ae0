import { useToast } from '@jiesuo/ui';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useAct } from '../../asking.ts';
import { useWords } from '../../words.ts';
import { Refusal } from '../Refusal.tsx';
import { invoiceReads } from './reads.ts';
import { type SheetFormat, sheetFormats, useSheet } from './useSheet.ts';

/** Takes what was chosen, or all that wait, and saves their sheet. */
export function ExportRequests(props: { chosen: readonly string[]; waiting: number; onExported: () => void }) {
  const { invoices } = useWords();
  const toast = useToast();
  const [format, setFormat] = useState<SheetFormat>('xlsx');
  const take = useAct('invoices.export', invoiceReads);
  const sheet = useSheet();
  const { chosen, waiting } = props;
  const act = () =>
    take.send(chosen.length > 0 ? { requests: [...chosen] } : {}, ({ batch, count, left }) => {
      toast(invoices.exported(count, left));
      props.onExported();
      sheet.mutate({ batch, format });
    });
  return (
    <>
      <Select<SheetFormat>
        className="jc-select"
        aria-label={invoices.format}
        value={format}
        onChange={setFormat}
        options={sheetFormats.map((value) => ({ value, label: value.toUpperCase() }))}
      />
      <Button
        type="primary"
        disabled={waiting === 0 && chosen.length === 0}
        loading={take.isPending || sheet.isPending}
        onClick={act}
      >
        {chosen.length > 0 ? invoices.exportChosen(chosen.length) : invoices.exportAll(waiting)}
      </Button>
      <Refusal error={take.error ?? sheet.error} />
    </>
  );
}
