import { faultsIn } from '@jiesuo/contract';
import { portal } from '@jiesuo/contract/portal';
import { Field, faultsOf, Notice, useForm } from '@jiesuo/ui';
import { Button, Input } from 'antd';
import { Failure } from '../parts/Failure.tsx';
import { Page } from '../parts/Page.tsx';
import { useAct, useSettings } from '../queries.ts';
import { useWords } from '../words/index.ts';

/** Opened from the notice to the contact on record, without a log-in. Nothing happens before the button is pressed: mail scanners open links, too. */
export function Stop() {
  const { entry } = useWords();
  const words = entry.stop;
  const settings = useSettings();
  const { id, values, set, faults, blame, submitting } = useForm({ code: codeInAddress() });
  const stop = useAct('stops.stop');
  const act = () => stop.mutate(values, { onError: (error) => blame(faultsIn(error)) });
  if (stop.data)
    return (
      <Page title={words.title}>
        <Notice tone="good" title={stop.data.number === null ? words.doneMobile : words.done(stop.data.number)} isLive>
          {(stop.data.what === 'mobile' ? words.doneMobileNext : words.doneNext)(settings?.hotline ?? '')}
        </Notice>
      </Page>
    );
  return (
    <Page title={words.title} lead={words.lead}>
      <form
        id={id}
        noValidate
        className="stack"
        onSubmit={submitting(() => faultsOf(portal['stops.stop'].input, values), act)}
      >
        <Field label={words.code} hint={words.hint} fault={faults.code && words.malformed}>
          {(bound) => (
            <Input
              {...bound}
              value={values.code}
              autoComplete="off"
              autoCapitalize="characters"
              maxLength={40}
              onChange={(event) => set('code', event.target.value)}
            />
          )}
        </Field>
        <Failure error={stop.error} />
        <Button type="primary" danger htmlType="submit" size="large" block loading={stop.isPending}>
          {words.confirm}
        </Button>
      </form>
    </Page>
  );
}

const codeInAddress = (): string =>
  location.hash
    .slice(1)
    .replace(/[^0-9A-Za-z-]/g, '')
    .slice(0, 40);
