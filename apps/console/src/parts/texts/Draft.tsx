import { faultsIn, type TextContent, textContent } from '@jiesuo/contract';
import { ConfirmButton, faultsOf, Notice, Section, useForm, useToast } from '@jiesuo/ui';
import { Button } from 'antd';
import { inputOf } from '../../api.ts';
import { useAct } from '../../asking.ts';
import { useWords } from '../../words.ts';
import { Refusal } from '../Refusal.tsx';
import { Difference } from './Difference.tsx';
import { Editor } from './Editor.tsx';
import { Preview } from './Preview.tsx';
import { Publish } from './Publish.tsx';
import { textReads } from './reads.ts';
import { TakeDown } from './TakeDown.tsx';
import type { Named, Shown } from './text.ts';
import { contentFrom, typedOf } from './typed.ts';

/** The draft's fields beside what people will see; saved, then published. */
export function Draft({ named, text }: { named: Named; text: Shown }) {
  const { texts } = useWords();
  const toast = useToast();
  const { draft } = text;
  const start = typedOf(named.kind, draft ? draft.content : text.content);
  const { id, values, setValues, faults, blame, submitting } = useForm({ typed: start });
  const save = useAct('texts.save', textReads);
  const discard = useAct('texts.discard', textReads);
  const revision = draft?.revision ?? 0;
  const content = contentFrom(named.kind, values.typed);
  // Judged by the contract as it is sent, so that the preview shows what will be kept.
  const parsed = textContent.safeParse(content);
  const input = { ...named, revision, content: content as TextContent };
  const isChanged = JSON.stringify(values.typed) !== JSON.stringify(start);
  const send = () =>
    save.send(
      input,
      () => toast(texts.saved),
      (error) => blame(faultsIn(error)),
    );
  const throwAway = async () => {
    await discard.mutateAsync({ ...named, revision });
    toast(texts.discarded);
  };
  return (
    <>
      <Section title={texts.edit}>
        {draft?.returned && <Notice tone="warn">{texts.returned(draft.returned)}</Notice>}
        {draft && draft.content === null && <Notice tone="warn">{texts.takeDownDraft}</Notice>}
        <Hints named={named} text={text} />
        <form
          id={id}
          className="jc-stack"
          noValidate
          onSubmit={submitting(() => faultsOf(inputOf('texts.save'), input), send)}
        >
          <Editor kind={named.kind} typed={values.typed} faults={faults} onChange={(typed) => setValues({ typed })} />
        </form>
        {/* Outside: what is submitted in a dialog of theirs would count as a submission of this form, too. */}
        <Refusal error={save.error ?? discard.error} />
        {draft && isChanged && <p className="jz-soft">{texts.unsaved}</p>}
        <div className="jz-actions">
          <Button
            type={isChanged || !draft ? 'primary' : 'default'}
            htmlType="submit"
            form={id}
            loading={save.isPending}
          >
            {texts.save}
          </Button>
          {draft?.state === 'open' && !isChanged && (
            <Publish named={named} revision={revision} needsSecond={text.needsSecond} />
          )}
          {draft && (
            <ConfirmButton
              danger
              question={texts.discard}
              consequence={texts.discardText}
              confirmLabel={texts.discard}
              onConfirm={throwAway}
            >
              {texts.discard}
            </ConfirmButton>
          )}
          {!draft && text.version !== null && text.version > 0 && <TakeDown named={named} />}
        </div>
      </Section>
      {parsed.success && (draft || isChanged) && (
        <Section title={texts.preview}>
          <Preview content={parsed.data} />
        </Section>
      )}
      {draft?.state === 'open' && (
        <Section title={texts.changes}>
          <Difference before={text.content} after={draft.content} />
        </Section>
      )}
    </>
  );
}

function Hints({ named, text }: { named: Named; text: Shown }) {
  const { texts, sms, said } = useWords();
  const providers = text.approvedElsewhere.map((name) => sms.providers[name]).join(said.comma);
  return (
    <>
      {named.kind === 'consent' && <p className="jz-soft">{texts.markdown}</p>}
      {text.variables.length > 0 && (
        <p className="jz-soft">{texts.variables(text.variables.map((name) => `\${${name}}`).join(said.comma))}</p>
      )}
      {providers !== '' && <Notice tone="warn">{texts.approvedElsewhere(providers)}</Notice>}
    </>
  );
}
