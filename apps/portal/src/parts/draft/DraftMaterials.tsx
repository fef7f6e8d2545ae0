import type { Material, MaterialKind } from '@jiesuo/contract';
import { type Faults, Section, saveFile, useToast } from '@jiesuo/ui';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { api } from '../../api.ts';
import { queryClient } from '../../queries.ts';
import { useMaterialWords, useWords } from '../../words/index.ts';
import { Failure } from '../Failure.tsx';
import { MaterialSlot } from '../materials/MaterialSlot.tsx';

const reload = () => queryClient.invalidateQueries({ queryKey: ['drafts.get'] });

/** The three materials of the draft, and the letter to print and stamp. */
export function DraftMaterials(props: {
  materials: readonly Material[];
  faults: Faults;
  onChanged: (kind: MaterialKind) => void;
  onSending: (kind: MaterialKind, isSending: boolean) => void;
  /** Saves what was typed, so that the letter carries it. */
  beforeLetter: () => Promise<unknown>;
  /** The consent that is on its way: the image of the ID card does not overtake it. */
  beforeIdCard: () => Promise<unknown>;
  /** The separate consent, above what it is about. */
  children: ReactNode;
}) {
  const words = useWords();
  const kinds = useMaterialWords();
  const toast = useToast();
  const [failure, setFailure] = useState<unknown>();
  const [isPreparing, setPreparing] = useState(false);
  const download = async () => {
    setPreparing(true);
    setFailure(undefined);
    try {
      await props.beforeLetter();
      saveFile(await api('drafts.letter', {}), `${words.apply.letterFile}.pdf`);
    } catch (error) {
      setFailure(error);
    } finally {
      setPreparing(false);
    }
  };
  const remove = async (material: Material) => {
    try {
      await api('materials.remove', { id: material.id });
      toast(words.material.removed);
      await reload();
    } catch (error) {
      setFailure(error);
      throw error;
    }
  };
  return (
    <Section
      title={words.apply.materials}
      extra={
        <Button loading={isPreparing} onClick={() => void download()}>
          {words.apply.letter}
        </Button>
      }
    >
      <p className="jz-soft">
        {words.apply.materialsHint} {words.apply.letterHint}
      </p>
      <Failure error={failure} />
      {props.children}
      <div className="slots">
        {kinds.map(({ kind, name, note }) => (
          <MaterialSlot
            key={kind}
            kind={kind}
            name={name}
            note={note}
            material={props.materials.find((material) => material.kind === kind)}
            fault={props.faults[kind]}
            {...(kind === 'id_card' && { before: props.beforeIdCard })}
            onSending={props.onSending}
            onUploaded={() => {
              props.onChanged(kind);
              return reload();
            }}
            onRemove={remove}
          />
        ))}
      </div>
    </Section>
  );
}
