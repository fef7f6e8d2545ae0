import { RefusalError, refusals, toldNumber } from '@jiesuo/contract';
import { Loading, Notice, useLanguage } from '@jiesuo/ui';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from '../words/index.ts';

/** Says an error in the person's language; whatever is no refusal is `internal`. */
export function useSentence(): (error: unknown) => string {
  const language = useLanguage();
  const words = useWords();
  return (error) => {
    if (!(error instanceof RefusalError)) return refusals.internal[language];
    const seconds = error.body.detail?.['retryAfterSeconds'];
    const more = typeof seconds === 'number' ? words.code.retryAfter(seconds) : toldNumber(error.body, language);
    return refusals[error.code][language] + more;
  };
}

export function Failure({ error, onRetry }: { error: unknown; onRetry?: (() => unknown) | undefined }) {
  const say = useSentence();
  const words = useWords();
  if (!error) return null;
  return (
    <Notice tone="bad" isLive actions={onRetry && <Button onClick={() => void onRetry()}>{words.act.tryAgain}</Button>}>
      {say(error)}
    </Notice>
  );
}

/** Shows what a query answered; while it has not, that it is loading or why it failed. */
export function Loaded<T>(props: {
  query: { data: T | undefined; error: unknown; refetch: () => unknown };
  children: (data: T) => ReactNode;
}) {
  const { data, error, refetch } = props.query;
  if (data !== undefined) return props.children(data);
  return error ? <Failure error={error} onRetry={refetch} /> : <Loading />;
}
