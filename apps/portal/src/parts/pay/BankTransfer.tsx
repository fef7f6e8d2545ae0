import { CopyButton, Facts, Notice, showFen, showTime, useLanguage } from '@jiesuo/ui';
import { type Answer, upload } from '../../api.ts';
import { queryClient } from '../../queries.ts';
import { useWords } from '../../words/index.ts';
import { PaperDrop } from '../materials/PaperDrop.tsx';

/** 对公转账: where to, with which reference, and the bank's voucher for finance. */
export function BankTransfer({ payment }: { payment: Answer<'orders.payment'> }) {
  const { pay: words } = useWords();
  const { transfer, feeFen } = payment;
  const copyable = (label: string, shown: string, text = shown) =>
    [
      label,
      <span key={label} className="copyable">
        <span>{shown}</span>
        <CopyButton text={text} label={label} />
      </span>,
    ] as const;
  return (
    <div className="stack">
      <Facts
        facts={[
          copyable(words.payee, transfer.payee),
          copyable(words.bank, transfer.bank),
          copyable(words.account, transfer.bankAccount),
          copyable(words.amount, showFen(feeFen), (feeFen / 100).toFixed(2)),
          copyable(words.reference, transfer.reference),
        ]}
      />
      <Notice tone="warn">{words.referenceHint}</Notice>
      <Voucher number={payment.number} voucher={transfer.voucher} />
    </div>
  );
}

function Voucher({ number, voucher }: { number: string; voucher: { pages: number; uploadedAt: string } | null }) {
  const { pay: words } = useWords();
  const language = useLanguage();
  return (
    <PaperDrop
      label={words.voucher}
      note={words.voucherNote}
      there={voucher ? words.voucherThere(showTime(voucher.uploadedAt, language)) : undefined}
      send={(file, onProgress) => upload('payments.uploadVoucher', { number }, file, onProgress)}
      onUploaded={() => queryClient.invalidateQueries({ queryKey: ['orders.payment'] })}
    />
  );
}
