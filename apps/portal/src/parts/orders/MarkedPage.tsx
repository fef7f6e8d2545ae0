import type { Material } from '@jiesuo/contract';
import { previewUrl } from '../../api.ts';
import { useWords } from '../../words/index.ts';

const percent = (share: number) => `${share * 100}%`;

/** The page of a refused material with the place that the reviewer marked. */
export function MarkedPage({ material, name }: { material: Material; name: string }) {
  const { material: words } = useWords();
  const { region } = material;
  if (!region) return null;
  const said = words.marked(region.page);
  return (
    <figure className="marked">
      <div className="marked-page">
        <img src={previewUrl(material.id, region.page)} alt={`${name} ${said}`} />
        <span
          className="marked-box"
          style={{
            left: percent(region.x),
            top: percent(region.y),
            width: percent(region.width),
            height: percent(region.height),
          }}
        />
      </div>
      <figcaption className="jz-soft">{said}</figcaption>
    </figure>
  );
}
