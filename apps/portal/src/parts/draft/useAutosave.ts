import type { Draft, DraftForm } from '@jiesuo/contract';
import { useCallback, useEffect, useRef, useState } from 'react';
import { api } from '../../api.ts';
import { me, queryClient, read } from '../../queries.ts';
import { beforeLogOut } from '../../session.ts';
import { createAutosave, type SaveState } from './autosave.ts';

const draftKey = read('drafts.get', {}).queryKey;
const isStillHere = (account: string) => queryClient.getQueryData(me().queryKey)?.id === account;

/** Saves the form of `draft` as it is typed, and whatever is left when the person leaves the form, the page or the log-in. */
export function useAutosave(draft: Draft, account: string) {
  const [state, setState] = useState<SaveState>('idle');
  const [autosave] = useState(() =>
    createAutosave<DraftForm>({
      onState: setState,
      save: async (form, isLeaving) => {
        // Somebody else may have logged in meanwhile: these words are not theirs.
        if (!isStillHere(account)) return;
        await api('drafts.save', form, isLeaving);
      },
    }),
  );
  const newest = useRef(draft.form);
  const keep = useCallback(
    (form: DraftForm) => {
      newest.current = form;
      autosave.change(form);
    },
    [autosave],
  );
  useEffect(() => {
    const leave = () => void autosave.flush(true);
    const hide = () => {
      if (document.visibilityState === 'hidden') leave();
    };
    window.addEventListener('pagehide', leave);
    document.addEventListener('visibilitychange', hide);
    const forget = beforeLogOut(async () => void (await autosave.flush()));
    return () => {
      window.removeEventListener('pagehide', leave);
      document.removeEventListener('visibilitychange', hide);
      forget();
      // The form is shown again with these words even when their save is still on its way.
      queryClient.setQueryData(draftKey, (kept) =>
        kept?.draft && kept.draft.id === draft.id ? { draft: { ...kept.draft, form: newest.current } } : kept,
      );
      void autosave.flush();
    };
  }, [autosave, draft.id]);
  return { state, keep, flush: autosave.flush, drop: autosave.drop };
}
