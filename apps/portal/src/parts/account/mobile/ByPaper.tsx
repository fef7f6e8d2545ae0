import { faultsIn } from '@jiesuo/contract';
import { portal } from '@jiesuo/contract/portal';
import { Field, faultsOf, useForm, useToast } from '@jiesuo/ui';
import { Button, Input } from 'antd';
import { type Answer, upload } from '../../../api.ts';
import { queryClient, read, useAct } from '../../../queries.ts';
import { useFaultSentence, useWords } from '../../../words/index.ts';
import { Failure } from '../../Failure.tsx';
import { TextField } from '../../fields.tsx';
import { PaperDrop } from '../../materials/PaperDrop.tsx';
import { NewNumber } from './NewNumber.tsx';

export function ByPaper({ paper }: { paper: Answer<'mobileChanges.show'>['paper'] }) {
  const { mobile: words } = useWords();
  const say = useFaultSentence();
  const toast = useToast();
  const form = useForm({ mobile: '', newCode: '', password: '', reason: '' });
  const ask = useAct('mobileChanges.ask');
  const act = () =>
    ask.mutate(form.values, {
      onSuccess: (standing) => {
        queryClient.setQueryData(read('mobileChanges.show', {}).queryKey, standing);
        toast(words.asked);
      },
      onError: (error) => form.blame(faultsIn(error)),
    });
  return (
    <>
      <p className="jz-soft">{words.paperLead}</p>
      <PaperDrop
        label={words.paper}
        note={words.paperNote}
        there={paper ? words.paperThere(paper.pages) : undefined}
        send={(file, onProgress) => upload('mobileChanges.uploadPaper', {}, file, onProgress)}
        onUploaded={() => queryClient.invalidateQueries({ queryKey: ['mobileChanges.show'] })}
      />
      <form
        id={form.id}
        noValidate
        className="stack narrow"
        onSubmit={form.submitting(() => faultsOf(portal['mobileChanges.ask'].input, form.values), act)}
      >
        <NewNumber form={form} />
        <Field label={words.reason} fault={say(form.faults['reason'])}>
          {({ status, ...binding }) => (
            <Input.TextArea
              {...binding}
              {...(status && { status })}
              rows={3}
              maxLength={500}
              value={form.values.reason}
              onChange={(event) => form.set('reason', event.target.value)}
            />
          )}
        </Field>
        <TextField
          form={form}
          name="password"
          label={words.password}
          isPassword
          input={{ autoComplete: 'current-password' }}
        />
        <Failure error={ask.error} />
        <Button type="primary" htmlType="submit" loading={ask.isPending}>
          {words.ask}
        </Button>
      </form>
    </>
  );
}
