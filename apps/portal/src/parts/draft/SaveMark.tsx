import { useWords } from '../../words/index.ts';
import type { SaveState } from './autosave.ts';

export function SaveMark({ state }: { state: SaveState }) {
  const { apply: words } = useWords();
  const sentence = { idle: '', saving: words.saving, saved: words.savedNow, failed: words.saveFailed }[state];
  return (
    <span role="status" className={state === 'failed' ? 'save-mark is-failed' : 'save-mark'}>
      {sentence}
    </span>
  );
}
