import { Notice } from '@jiesuo/ui';
import { useWords } from '../../words.ts';
import { Refusal } from '../Refusal.tsx';
import { PasskeyUndone } from './passkey.ts';

/** What went wrong where a passkey took part: in the browser, or on the server. */
export function PasskeyRefusal({ error }: { error: unknown }) {
  const { logIn } = useWords();
  return error instanceof PasskeyUndone ? (
    <Notice tone="bad" isLive>
      {logIn.passkeyUndone}
    </Notice>
  ) : (
    <Refusal error={error} />
  );
}
