import { faultsIn, RefusalError } from '@jiesuo/contract';
import { portal } from '@jiesuo/contract/portal';
import { faultsOf, Link, useForm, useGo, useToast } from '@jiesuo/ui';
import { Button } from 'antd';
import { keptLink } from '../link.ts';
import { ConsentCheck, ConsentText } from '../parts/Consent.tsx';
import { Failure } from '../parts/Failure.tsx';
import { TextField } from '../parts/fields.tsx';
import { MobileAndCode } from '../parts/MobileAndCode.tsx';
import { NewPassword } from '../parts/NewPassword.tsx';
import { Page } from '../parts/Page.tsx';
import { paths } from '../paths.ts';
import { queryClient, settings, useAct, useRead } from '../queries.ts';
import { forgetPerson } from '../session.ts';
import { useWords } from '../words/index.ts';

const empty = {
  mobile: '',
  code: '',
  password: '',
  passwordAgain: '',
  organisation: '',
  contact: '',
  email: '',
  hasConsent: false,
};

export function Register() {
  const words = useWords();
  const go = useGo();
  const toast = useToast();
  const form = useForm(empty);
  const shown = useRead('settings.show', {});
  const texts = shown.data?.consents;
  const register = useAct('accounts.register');
  const { passwordAgain, hasConsent, ...typed } = form.values;
  const input = { ...typed, consents: { terms: texts?.terms.version ?? '', privacy: texts?.privacy.version ?? '' } };
  const judge = () => ({
    ...faultsOf(portal['accounts.register'].input, input),
    ...(passwordAgain === typed.password ? {} : { passwordAgain: 'passwords_differ' }),
    ...(hasConsent ? {} : { hasConsent: 'required' }),
  });
  const act = () => {
    register.mutate(input, {
      onSuccess: (account) => {
        forgetPerson();
        queryClient.setQueryData(['accounts.me', {}], account);
        toast(words.succeeded);
        go(keptLink() ? paths.read : paths.home);
      },
      onError: (error) => {
        form.blame(faultsIn(error));
        if (error instanceof RefusalError && error.code === 'consent_outdated') {
          form.set('hasConsent', false);
          void queryClient.invalidateQueries({ queryKey: settings().queryKey });
        }
      },
    });
  };
  return (
    <Page title={words.entry.registerTitle} lead={words.entry.registerLead}>
      <form id={form.id} noValidate className="stack" onSubmit={form.submitting(judge, act)}>
        <MobileAndCode form={form} purpose="register" />
        <NewPassword
          form={form}
          name="password"
          nameAgain="passwordAgain"
          label={words.field.password}
          labelAgain={words.field.passwordAgain}
        />
        <TextField
          form={form}
          name="organisation"
          label={words.field.organisation}
          input={{ autoComplete: 'organization' }}
        />
        <TextField form={form} name="contact" label={words.field.contact} input={{ autoComplete: 'name' }} />
        <TextField
          form={form}
          name="email"
          label={words.field.email}
          isOptional
          input={{ autoComplete: 'email', inputMode: 'email' }}
        />
        <ConsentCheck
          isGiven={hasConsent}
          fault={form.faults['hasConsent']}
          label={words.consent.agree}
          onChange={(isGiven) => form.set('hasConsent', isGiven)}
        >
          <ConsentText kind="terms" />
          {words.consent.and}
          <ConsentText kind="privacy" />
        </ConsentCheck>
        {!texts && <Failure error={shown.error} onRetry={shown.refetch} />}
        <Failure error={register.error} />
        <Button type="primary" htmlType="submit" size="large" block disabled={!texts} loading={register.isPending}>
          {words.act.register}
        </Button>
      </form>
      <div className="entry-links">
        <Link href={paths.logIn()}>{words.entry.haveAccount}</Link>
      </div>
    </Page>
  );
}
