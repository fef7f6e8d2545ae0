import { type Material, type Order, sayReason } from '@jiesuo/contract';
import { MaterialViewerButton, Section, StatusTag, type StatusTone, useLanguage } from '@jiesuo/ui';
import { previewUrl } from '../../api.ts';
import { useSettings } from '../../queries.ts';
import { useMaterialWords, useWords } from '../../words/index.ts';

const tones: Record<Material['verdict'], StatusTone> = { pending: 'busy', accepted: 'good', refused: 'bad' };

/** The materials with their verdicts; closed orders have no verdict to wait for. */
export function OrderMaterials({ order }: { order: Order }) {
  const { order: words } = useWords();
  return (
    <Section title={words.materials}>
      <MaterialRows materials={order.materials} />
    </Section>
  );
}

export function MaterialRows({ materials }: { materials: readonly Material[] }) {
  const { material: words } = useWords();
  const language = useLanguage();
  const kinds = useMaterialWords();
  const reasons = useSettings()?.reasons;
  return (
    <ul className="rows">
      {kinds.map(({ kind, name }) => {
        const material = materials.find((each) => each.kind === kind);
        if (!material) return null;
        return (
          <li key={kind}>
            <div className="row-main">
              <span>
                {name} <StatusTag tone={tones[material.verdict]}>{words.verdicts[material.verdict]}</StatusTag>
              </span>
              {material.reason && (
                <span className="reason">{words.reason(sayReason(material.reason, language, reasons))}</span>
              )}
            </div>
            <MaterialViewerButton
              label={words.preview}
              name={name}
              pages={material.pages}
              src={(page) => previewUrl(material.id, page)}
            />
          </li>
        );
      })}
    </ul>
  );
}
