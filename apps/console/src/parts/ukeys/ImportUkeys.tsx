import { Notice, useLanguage } from '@jiesuo/ui';
import { useId, useState } from 'react';
import { sayFault, useWords } from '../../words.ts';
import { ActDialog } from '../ActDialog.tsx';
import { FileField } from '../FileField.tsx';
import { columnOf, fileFaultOf, formatOf, type Imported, lineFaultsOf, useImport } from './importing.ts';

/** Imports a file of UKeys: all of it, or nothing with the faults by line. */
export function ImportUkeys({ onClose }: { onClose: (imported?: Imported) => void }) {
  const { ukeys } = useWords();
  const language = useLanguage();
  const id = useId();
  const [file, setFile] = useState<File>();
  const [fault, setFault] = useState<string>();
  const importing = useImport();
  const faults = lineFaultsOf(importing.data, importing.error);
  const say = (said: string) => {
    const column = columnOf(said);
    return column && isColumn(column) ? ukeys.columnFaults[column] : sayFault(said, language);
  };
  const isColumn = (name: string): name is keyof typeof ukeys.columnFaults => Object.hasOwn(ukeys.columnFaults, name);
  const choose = (chosen: File | undefined) => {
    importing.reset();
    const found = chosen && fileFaultOf(chosen);
    setFault(found && ukeys[found]);
    setFile(found ? undefined : chosen);
  };
  const send = () => {
    const format = file && formatOf(file.name);
    if (!file || !format) {
      setFault(fault ?? ukeys.wrongKind);
      return;
    }
    if (importing.isPending) return;
    importing.mutate(
      { file, format },
      {
        onSuccess: (answer) => {
          if (answer.faults.length === 0) onClose(answer);
        },
      },
    );
  };
  return (
    <ActDialog
      title={ukeys.importTitle}
      lead={ukeys.importText}
      submitLabel={ukeys.import}
      isBusy={importing.isPending}
      error={importing.error}
      formId={id}
      onCancel={() => onClose()}
    >
      <form
        id={id}
        className="jc-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Notice tone="warn">{ukeys.importSecret}</Notice>
        <FileField
          label={ukeys.file}
          fault={fault}
          accept=".csv,.json"
          chooseLabel={ukeys.choose}
          chosen={file && ukeys.chosen(file.name)}
          onChoose={choose}
        />
      </form>
      {faults.length > 0 && (
        <Notice tone="bad" isLive title={ukeys.faults(faults.length)}>
          <ol className="jc-plain jc-faults">
            {faults.map(({ line, fault: said }, index) => (
              <li key={index}>
                {line && ukeys.line(line)}
                {say(said)}
              </li>
            ))}
          </ol>
        </Notice>
      )}
    </ActDialog>
  );
}
