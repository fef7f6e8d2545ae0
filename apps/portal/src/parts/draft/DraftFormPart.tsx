import { ConfirmButton, focusFirstFault, Section, useForm, useGo, useToast } from '@jiesuo/ui';
import { Button } from 'antd';
import { useCallback, useEffect, useState } from 'react';
import { api } from '../../api.ts';
import { paths } from '../../paths.ts';
import { queryClient, read, useMe } from '../../queries.ts';
import { useWords } from '../../words/index.ts';
import { ConsentCheck, ConsentText } from '../Consent.tsx';
import { Failure } from '../Failure.tsx';
import { useSending } from '../materials/useSending.ts';
import { UkeyFacts } from '../UkeyFacts.tsx';
import { DraftMaterials } from './DraftMaterials.tsx';
import { FormFields } from './FormFields.tsx';
import { judgeDraftNow } from './judgeDraft.ts';
import type { ReadDraft } from './NoDraft.tsx';
import { SaveMark } from './SaveMark.tsx';
import { useAutosave } from './useAutosave.ts';
import { useIdCardConsent } from './useIdCardConsent.ts';

export function DraftFormPart({ draft }: { draft: ReadDraft }) {
  const words = useWords();
  const go = useGo();
  const toast = useToast();
  const form = useForm(draft.form);
  const { set: setValue } = form;
  const [initial] = useState(draft.form);
  const { isSending, onSending } = useSending();
  const [failure, setFailure] = useState<unknown>();
  const { state, keep, flush, drop } = useAutosave(draft, useMe().id);
  useEffect(() => {
    if (form.values !== initial) keep(form.values);
  }, [form.values, initial, keep]);

  const consent = useIdCardConsent({
    isGiven: form.values.hasIdCardConsent,
    set: useCallback((isGiven: boolean) => setValue('hasIdCardConsent', isGiven), [setValue]),
    fail: setFailure,
  });

  const goWhenSaved = async (href: string) => {
    if (await flush()) go(href);
    else focusFirstFault();
  };
  const discard = async () => {
    drop();
    try {
      await api('drafts.discard', {});
      queryClient.setQueryData(read('drafts.get', {}).queryKey, { draft: null });
      toast(words.succeeded);
      go(paths.read);
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <form
      id={form.id}
      noValidate
      className="stack-wide"
      onSubmit={form.submitting(
        () => judgeDraftNow(form.values, draft.ukey.subscriber, draft.materials),
        // Enter in a field submits, too.
        () => isSending || void goWhenSaved(paths.check),
      )}
    >
      <Section title={words.apply.yourUkey}>
        <UkeyFacts ukey={draft.ukey} isBrief />
      </Section>
      <Section title={words.apply.who} extra={<SaveMark state={state} />}>
        <FormFields form={form} />
      </Section>
      <DraftMaterials
        materials={draft.materials}
        faults={form.faults}
        onChanged={(kind) => form.clear(kind)}
        onSending={onSending}
        beforeLetter={flush}
        beforeIdCard={consent.settled}
      >
        <ConsentCheck
          isGiven={form.values.hasIdCardConsent}
          fault={form.faults['hasIdCardConsent']}
          label={words.consent.agreeIdCard}
          onChange={consent.choose}
        >
          <ConsentText kind="id_card" />
        </ConsentCheck>
      </DraftMaterials>
      <Section>
        <Failure error={failure} />
        <div className="jz-actions">
          <Button size="large" onClick={() => void goWhenSaved(paths.read)}>
            {words.act.previous}
          </Button>
          <Button type="primary" htmlType="submit" size="large" loading={isSending}>
            {words.act.confirm}
          </Button>
          <ConfirmButton
            type="text"
            danger
            question={words.apply.discardQuestion}
            consequence={words.apply.discardConsequence}
            onConfirm={discard}
          >
            {words.apply.discard}
          </ConfirmButton>
          <SaveMark state={state === 'failed' ? state : 'idle'} />
        </div>
      </Section>
    </form>
  );
}
