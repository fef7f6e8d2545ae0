import { rowFaultWords } from '@jiesuo/contract/console';
import { Notice, useLanguage } from '@jiesuo/ui';
import type { Answer } from '../../api.ts';
import { useWords } from '../../words.ts';
import { FileDialog } from './FileDialog.tsx';
import { sheetFormatOf, useSending } from './sending.ts';

/** The sheet that finance filled in: each row is told what became of it. */
export function ImportSheet({ onClose }: { onClose: () => void }) {
  const { invoices } = useWords();
  const sending = useSending('invoices.import');
  return (
    <FileDialog
      name="invoices.import"
      title={invoices.import}
      lead={invoices.importLead}
      label={invoices.sheet}
      accept=".xlsx,.csv"
      isKnown={(name) => sheetFormatOf(name) !== undefined}
      wrongKind={invoices.wrongSheet}
      sending={sending}
      inputOf={(file) => ({ format: sheetFormatOf(file.name) ?? 'csv' })}
      onClose={onClose}
    >
      {sending.data && <Report report={sending.data} />}
    </FileDialog>
  );
}

function Report({ report }: { report: Answer<'invoices.import'> }) {
  const { invoices } = useWords();
  const language = useLanguage();
  const { issued, known, blank, redDue, refused } = report;
  return (
    <>
      <Notice tone="good" isLive>
        {invoices.imported(issued + redDue, known, blank)} {redDue > 0 && invoices.importedLate(redDue)}
      </Notice>
      {refused.length > 0 && (
        <Notice tone="bad" isLive title={invoices.refusedRows(refused.length)}>
          <ul className="jc-plain jc-faults">
            {refused.map(({ row, fault }) => (
              <li key={row}>
                {invoices.row(row)}
                {rowFaultWords[fault][language]}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  );
}
