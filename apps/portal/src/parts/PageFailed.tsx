import { useRouter } from '@tanstack/react-router';
import { useWords } from '../words/index.ts';
import { Failure } from './Failure.tsx';
import { Page } from './Page.tsx';

export function PageFailed({ error }: { error: unknown }) {
  const words = useWords();
  const router = useRouter();
  return (
    <div className="page-alone">
      <Page title={words.failed.title}>
        <Failure error={error} onRetry={() => router.invalidate()} />
      </Page>
    </div>
  );
}
