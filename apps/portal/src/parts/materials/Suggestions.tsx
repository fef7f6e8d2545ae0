import { type Material, suggestionWords } from '@jiesuo/contract';
import { Notice, useLanguage } from '@jiesuo/ui';
import { useQuery } from '@tanstack/react-query';
import { read } from '../../queries.ts';
import { useWords } from '../../words/index.ts';

const askEveryMs = 2_000;
/** Then the page stops asking: a reviewer sees the result anyway. */
const asksMost = 60;

/** What the machine check suggests to mend now, while it is easy. It never stands in anybody's way. */
export function Suggestions({ material, isHinted }: { material: Material; isHinted: boolean }) {
  const words = useWords();
  const language = useLanguage();
  const { data } = useQuery({
    ...read('materials.suggestions', { id: material.id }),
    refetchInterval: ({ state }) =>
      state.data?.state === 'waiting' && state.dataUpdateCount < asksMost ? askEveryMs : false,
  });
  if (!data || data.state === 'failed') return null;
  if (data.state === 'waiting')
    return (
      <div role="status" className="slot-progress">
        <progress aria-label={words.material.checking} />
        {words.material.checking}
      </div>
    );
  // The page itself has said so of the picture that was just chosen.
  const codes = new Set(data.suggestions.map(({ code }) => code));
  const said = [...codes].filter((code) => !(isHinted && (code === 'blurred' || code === 'too_small')));
  if (said.length === 0)
    return (
      <div role="status" className="jz-soft">
        {words.material.checkedFine}
      </div>
    );
  return (
    <Notice tone="warn" title={words.material.checked} isLive>
      <ul className="slot-suggestions">
        {said.map((code) => (
          <li key={code}>{suggestionWords[code][language]}</li>
        ))}
      </ul>
      {words.material.checkedBy}
    </Notice>
  );
}
