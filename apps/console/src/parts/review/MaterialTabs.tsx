import { materialWords, type Region } from '@jiesuo/contract';
import { Notice, useLanguage } from '@jiesuo/ui';
import { pictureOf } from '../../api.ts';
import { useWords } from '../../words.ts';
import { VerdictTag } from '../tags.tsx';
import { type Marking, Viewer } from './Viewer.tsx';
import type { Material, Verdict } from './verdicts.ts';
import type { View } from './view.ts';

/** The materials by name and verdict, and the chosen one big. */
export function MaterialTabs(props: {
  materials: readonly Material[];
  /** The server's word: without it there are names and verdicts, no pictures. */
  mayView: boolean;
  verdictOf: (material: Material) => Verdict;
  chosen: number;
  onChoose: (index: number) => void;
  view: View;
  onView: (view: View) => void;
  hint?: Region | undefined;
  marking: Marking | undefined;
}) {
  const words = useWords();
  const language = useLanguage();
  const material = props.materials[props.chosen];
  if (!material) return <Notice>{words.said.nothing}</Notice>;
  return (
    <div className="jc-materials">
      <div className="jc-choices" role="group" aria-label={words.order.materials}>
        {props.materials.map((m, index) => (
          <button
            key={m.id}
            type="button"
            className="jc-choice"
            aria-pressed={index === props.chosen}
            title={materialWords[m.kind][language]}
            onClick={() => props.onChoose(index)}
          >
            <span>
              {index + 1}. {words.review.short[m.kind]}
            </span>
            <VerdictTag verdict={props.verdictOf(m).verdict} />
          </button>
        ))}
      </div>
      {props.mayView ? (
        <Viewer
          material={material.id}
          name={materialWords[material.kind][language]}
          pages={material.pages}
          src={pictureOf(material.id)}
          view={props.view}
          onView={props.onView}
          region={props.verdictOf(material).region}
          hint={props.hint}
          marking={props.marking}
        />
      ) : (
        <Notice>{words.orders.noMaterials}</Notice>
      )}
    </div>
  );
}
