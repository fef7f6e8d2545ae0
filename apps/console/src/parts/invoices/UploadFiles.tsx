import { fileFaultWords } from '@jiesuo/contract/console';
import { Notice, useLanguage } from '@jiesuo/ui';
import { useWords } from '../../words.ts';
import { FileDialog } from './FileDialog.tsx';
import { isInvoiceFile, useSending } from './sending.ts';

/** The files of invoices, one or an archive of many. */
export function UploadFiles({ onClose }: { onClose: () => void }) {
  const { invoices } = useWords();
  const language = useLanguage();
  const sending = useSending('invoices.upload');
  const report = sending.data;
  return (
    <FileDialog
      name="invoices.upload"
      title={invoices.upload}
      lead={invoices.uploadLead}
      label={invoices.file}
      accept=".pdf,.ofd,.xml,.zip"
      isKnown={isInvoiceFile}
      wrongKind={invoices.wrongFile}
      sending={sending}
      inputOf={(file) => ({ name: file.name.slice(-200) })}
      onClose={onClose}
    >
      {report && (
        <Notice tone="good" isLive>
          {invoices.uploaded(report.added, report.replaced, report.known)}
        </Notice>
      )}
      {report && report.refused.length > 0 && (
        <Notice tone="bad" isLive title={invoices.refusedFiles(report.refused.length)}>
          <ul className="jc-plain jc-faults">
            {report.refused.map(({ name, fault }, index) => (
              <li key={index}>{invoices.fileFault(name, fileFaultWords[fault][language])}</li>
            ))}
          </ul>
        </Notice>
      )}
    </FileDialog>
  );
}
