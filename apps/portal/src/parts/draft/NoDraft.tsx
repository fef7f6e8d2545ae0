import type { Draft, ReadUkey } from '@jiesuo/contract';
import { Notice, useGo } from '@jiesuo/ui';
import { Button } from 'antd';
import { paths } from '../../paths.ts';
import { useWords } from '../../words/index.ts';

/** A draft whose UKey was read: only then is there something to fill in. */
export type ReadDraft = Draft & { ukey: ReadUkey };
export const isRead = (draft: Draft | null): draft is ReadDraft => Boolean(draft?.ukey);

export function NoDraft() {
  const { apply: words } = useWords();
  const go = useGo();
  return (
    <Notice
      tone="warn"
      actions={
        <Button type="primary" onClick={() => go(paths.read)}>
          {words.toRead}
        </Button>
      }
    >
      {words.noDraft}
    </Notice>
  );
}
