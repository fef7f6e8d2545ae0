import { RefusalError } from '@jiesuo/contract';
import { MaterialViewerButton, Notice, Section, showFen, useGo, useToast } from '@jiesuo/ui';
import { Button } from 'antd';
import { useState } from 'react';
import { api, previewUrl } from '../api.ts';
import { dropLink, keptLink } from '../link.ts';
import { ApplySteps } from '../parts/ApplySteps.tsx';
import { ConsentCheck, ConsentText } from '../parts/Consent.tsx';
import { judgeDraft } from '../parts/draft/judgeDraft.ts';
import { isRead, NoDraft, type ReadDraft } from '../parts/draft/NoDraft.tsx';
import { keepStandings } from '../parts/draft/useIdCardConsent.ts';
import { Failure, Loaded } from '../parts/Failure.tsx';
import { FormFacts } from '../parts/FormFacts.tsx';
import { Page } from '../parts/Page.tsx';
import { UkeyFacts } from '../parts/UkeyFacts.tsx';
import { paths } from '../paths.ts';
import { queryClient, read, settings, useAct, useRead, useSettings } from '../queries.ts';
import { useMaterialWords, useWords } from '../words/index.ts';

/** Step 3, 完善订单信息: everything to check, then 确认提交. */
export function CheckDraft() {
  const words = useWords();
  const query = useRead('drafts.get', {});
  return (
    <Page title={words.menu.reset} lead={words.apply.checkLead}>
      <ApplySteps current={2} />
      <Loaded query={query}>
        {({ draft }) => (isRead(draft) ? <Check key={draft.id} draft={draft} /> : <NoDraft />)}
      </Loaded>
    </Page>
  );
}

function Check({ draft }: { draft: ReadDraft }) {
  const words = useWords();
  const { apply } = words;
  const go = useGo();
  const toast = useToast();
  const kinds = useMaterialWords();
  const consent = useSettings()?.consents.id_card.version;
  const submit = useAct('orders.submit', ['orders.list']);
  const standings = useRead('consents.state', {});
  // Asked for here, where the order begins: what was typed is in the draft and stays.
  const outdated = (standings.data?.items ?? []).filter(({ kind, state }) => kind !== 'id_card' && state !== 'given');
  const [hasAgreed, setAgreed] = useState(false);
  const [isMissing, setMissing] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const { form } = draft;
  const isComplete = Object.keys(judgeDraft(form, draft.ukey.subscriber, draft.materials)).length === 0;
  const confirm = async () => {
    if (consent === undefined) return;
    setMissing(outdated.length > 0);
    if (outdated.length > 0 && !hasAgreed) return;
    try {
      for (const { kind, version } of outdated) keepStandings(await api('consents.give', { kind, version }));
    } catch (error) {
      setFailure(error);
      return;
    }
    const brought = keptLink();
    // A server from before links takes no such field: it is sent only where there is one.
    const link = brought ? { link: { returnTo: brought.returnTo, state: brought.state } } : {};
    submit.mutate(
      { draft: draft.id, idCardConsent: consent, ...link },
      {
        onSuccess: (order) => {
          dropLink();
          queryClient.setQueryData(read('orders.get', { number: order.number }).queryKey, order);
          toast(words.succeeded);
          go(paths.order(order.number));
          queryClient.setQueryData(read('drafts.get', {}).queryKey, { draft: null });
        },
        onError: (error) => {
          if (!(error instanceof RefusalError) || error.code !== 'consent_outdated') return;
          // The new text has not been read: the tick goes back to the person.
          void queryClient.invalidateQueries({ queryKey: settings().queryKey });
          void standings.refetch();
          setAgreed(false);
          if (!String(error.body.detail?.['kinds']).includes('id_card')) return;
          void api('drafts.save', { ...form, hasIdCardConsent: false }).then((saved) =>
            queryClient.setQueryData(read('drafts.get', {}).queryKey, { draft: saved }),
          );
        },
      },
    );
  };
  return (
    <>
      <Section title={apply.yourUkey}>
        <UkeyFacts ukey={draft.ukey} isBrief />
      </Section>
      <Section title={apply.who}>
        <FormFacts form={form} />
      </Section>
      <Section title={apply.materials}>
        <ul className="rows">
          {kinds.map(({ kind, name, note }) => {
            const material = draft.materials.find((each) => each.kind === kind);
            return (
              <li key={kind}>
                <div className="row-main">
                  <span>{name}</span>
                  <span className="jz-soft">{note}</span>
                </div>
                {material && (
                  <MaterialViewerButton
                    label={words.material.preview}
                    name={name}
                    pages={material.pages}
                    src={(page) => previewUrl(material.id, page)}
                  />
                )}
              </li>
            );
          })}
        </ul>
      </Section>
      <Section title={apply.feeTitle}>
        <p>{draft.feeFen === 0 ? apply.free : apply.fee(showFen(draft.feeFen))}</p>
        {outdated.length > 0 && (
          <ConsentCheck
            isGiven={hasAgreed}
            fault={isMissing && !hasAgreed ? 'required' : undefined}
            label={words.consent.agreeAgain}
            onChange={setAgreed}
          >
            {outdated.map(({ kind }) => (
              <ConsentText key={kind} kind={kind} />
            ))}
          </ConsentCheck>
        )}
        {!isComplete && <Notice tone="warn">{apply.incomplete}</Notice>}
        <Failure error={failure ?? submit.error} />
        <div className="jz-actions">
          <Button size="large" onClick={() => go(paths.form)}>
            {words.act.cancel}
          </Button>
          <Button
            type="primary"
            size="large"
            disabled={!isComplete || consent === undefined}
            loading={submit.isPending}
            onClick={() => void confirm()}
          >
            {apply.submit}
          </Button>
        </div>
      </Section>
    </>
  );
}
