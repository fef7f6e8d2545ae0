import type { Order } from '@jiesuo/contract';
import { saveFile } from '@jiesuo/ui';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { api } from '../../api.ts';
import { useWords } from '../../words/index.ts';
import { Failure } from '../Failure.tsx';

/** 重置凭证 and the receipt of a completed order. */
export function Downloads({ order }: { order: Pick<Order, 'number' | 'hasEvidence'> }) {
  const { order: words } = useWords();
  const { number } = order;
  const evidence = useMutation({
    mutationFn: async (as: 'pdf' | 'json') =>
      saveFile(await api('orders.evidence', { number, as }), `${number}-evidence.${as}`),
  });
  const receipt = useMutation({
    mutationFn: async () => saveFile(await api('orders.receipt', { number }), `${number}-receipt.pdf`),
  });
  return (
    <>
      <div className="jz-actions">
        {order.hasEvidence && (
          <>
            <Button loading={evidence.isPending && evidence.variables === 'pdf'} onClick={() => evidence.mutate('pdf')}>
              {words.evidencePdf}
            </Button>
            <Button
              loading={evidence.isPending && evidence.variables === 'json'}
              onClick={() => evidence.mutate('json')}
            >
              {words.evidence}
            </Button>
          </>
        )}
        <Button loading={receipt.isPending} onClick={() => receipt.mutate()}>
          {words.receipt}
        </Button>
      </div>
      {order.hasEvidence && <p className="jz-hint">{words.evidenceHint}</p>}
      <Failure error={evidence.error ?? receipt.error} />
    </>
  );
}
