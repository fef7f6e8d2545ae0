import { useUiWords } from './language.tsx';

export function Loading() {
  const words = useUiWords();
  return (
    <div className="jz-loading" role="status">
      <span className="jz-spinner" aria-hidden="true" />
      {words.loading}
    </div>
  );
}
