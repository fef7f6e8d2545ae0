import { RefusalError, sentence, toldNumber } from '@jiesuo/contract';
import { type Language, Notice, useLanguage } from '@jiesuo/ui';
import { Button } from 'antd';
import { isSessionOver } from '../api.ts';
import { useWords } from '../words.ts';

/** The contract's sentence for whatever went wrong; an error that is no refusal is `internal` and shows nothing of itself. */
export const sayError = (error: unknown, language: Language): string =>
  error instanceof RefusalError
    ? sentence(error.code, language) + toldNumber(error.body, language)
    : sentence('internal', language);

/** A refusal as a calm sentence on the page. Renders nothing while there is no error. */
export function Refusal({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const language = useLanguage();
  const words = useWords();
  // The end of a session is said by the log-in that comes over the page.
  if (!error || isSessionOver(error)) return null;
  return (
    <Notice tone="bad" isLive actions={onRetry && <Button onClick={onRetry}>{words.act.retry}</Button>}>
      {sayError(error, language)}
    </Notice>
  );
}
