import { type InvoiceForm, mayMoveInvoice } from '@jiesuo/contract';
import { saveFile } from '@jiesuo/ui';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { type Answer, api } from '../../api.ts';
import { useWords } from '../../words.ts';
import { ReasonedAct } from '../ReasonedAct.tsx';
import { Refusal } from '../Refusal.tsx';
import { useMe } from '../session/me.ts';
import { RedLetter } from './RedLetter.tsx';
import { invoiceReads } from './reads.ts';
import { useSheet } from './useSheet.ts';

type Detail = Answer<'invoices.inspect'>;

/** What finance may do with the request in its state, by the table of moves. */
export function InvoiceActs({ invoice }: { invoice: Detail }) {
  const { invoices } = useWords();
  const { may } = useMe();
  const sheet = useSheet();
  const { request, state, batch } = invoice;
  return (
    <div className="jz-actions">
      {may('invoices.reject') && mayMoveInvoice('reject', state) && (
        <ReasonedAct
          name="invoices.reject"
          field="reason"
          input={(reason) => ({ request, reason })}
          refreshes={invoiceReads}
          label={invoices.reject}
          lead={invoices.rejectText}
          done={invoices.rejectedNow}
        />
      )}
      {may('invoices.requireRed') && mayMoveInvoice('requireRed', state) && (
        <ReasonedAct
          name="invoices.requireRed"
          field="reason"
          input={(reason) => ({ request, reason })}
          refreshes={invoiceReads}
          label={invoices.requireRed}
          lead={invoices.requireRedText}
          done={invoices.requiredNow}
          isDangerous
        />
      )}
      {may('invoices.redLetter') && mayMoveInvoice('redLetter', state) && <RedLetter request={request} />}
      {batch && (
        <Button loading={sheet.isPending} onClick={() => sheet.mutate({ batch, format: 'xlsx' })}>
          {invoices.sheetAgain}
        </Button>
      )}
      <Files request={request} files={invoice.files} name={invoice.invoiceNumber ?? request} />
      <Refusal error={sheet.error} />
    </div>
  );
}

function Files({ request, files, name }: { request: string; files: readonly InvoiceForm[]; name: string }) {
  const { invoices } = useWords();
  const save = useMutation({
    mutationFn: async (form: InvoiceForm) => saveFile(await api('invoices.file', { request, form }), `${name}.${form}`),
  });
  return (
    <>
      {files.map((form) => (
        <Button key={form} loading={save.isPending && save.variables === form} onClick={() => save.mutate(form)}>
          {invoices.save(form.toUpperCase())}
        </Button>
      ))}
      <Refusal error={save.error} />
    </>
  );
}
