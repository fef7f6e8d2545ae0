import { ApplySteps } from '../parts/ApplySteps.tsx';
import { DraftFormPart } from '../parts/draft/DraftFormPart.tsx';
import { isRead, NoDraft } from '../parts/draft/NoDraft.tsx';
import { Loaded } from '../parts/Failure.tsx';
import { Page } from '../parts/Page.tsx';
import { useRead } from '../queries.ts';
import { useWords } from '../words/index.ts';

/** Step 2, 填写资料. */
export function FillForm() {
  const words = useWords();
  const query = useRead('drafts.get', {});
  return (
    <Page title={words.menu.reset} lead={words.apply.formLead}>
      <ApplySteps current={1} />
      <Loaded query={query}>
        {({ draft }) => (isRead(draft) ? <DraftFormPart key={draft.id} draft={draft} /> : <NoDraft />)}
      </Loaded>
    </Page>
  );
}
