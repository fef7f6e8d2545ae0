import type { MaterialKind } from '@jiesuo/contract';
import { useCallback, useState } from 'react';

/** Whether a paper is on its way: whoever goes on now would hand in the one before it. */
export function useSending() {
  const [kinds, setKinds] = useState<readonly MaterialKind[]>([]);
  const onSending = useCallback(
    (kind: MaterialKind, isSending: boolean) =>
      setKinds((all) => [...all.filter((one) => one !== kind), ...(isSending ? [kind] : [])]),
    [],
  );
  return { isSending: kinds.length > 0, onSending };
}
