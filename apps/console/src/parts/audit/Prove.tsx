import { saveFile } from '@jiesuo/ui';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { type Answer, api } from '../../api.ts';
import { exactTimeOf } from '../../times.ts';
import { useWords } from '../../words.ts';
import { Refusal } from '../Refusal.tsx';

type Leaf = Answer<'audit.list'>['items'][number];

/** Asks for the entry's inclusion proof and keeps it as a file. */
export function Prove({ leaf }: { leaf: Leaf & { readonly index: number } }) {
  const { audit } = useWords();
  const proof = useMutation({ mutationFn: () => api('audit.prove', { id: leaf.id }) });
  const { data } = proof;
  return (
    <div>
      <div className="jz-actions">
        <Button
          size="small"
          loading={proof.isPending}
          aria-label={audit.proveOf(leaf.operation, leaf.index)}
          onClick={() => proof.mutate()}
        >
          {audit.prove}
        </Button>
        {data && (
          <Button
            size="small"
            onClick={() =>
              saveFile(
                new Blob([JSON.stringify(data, null, 2)], { type: 'application/json' }),
                `audit-${data.index}-proof.json`,
              )
            }
          >
            {audit.saveProof}
          </Button>
        )}
      </div>
      <p role="status">{data && audit.proven(data.index, data.checkpoint.size, exactTimeOf(data.checkpoint.at))}</p>
      <Refusal error={proof.error} />
    </div>
  );
}
