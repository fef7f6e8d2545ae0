import { faultsIn } from '@jiesuo/contract';
import { faultsOf, useForm } from '@jiesuo/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { type Ask, api, inputOf } from '../../api.ts';
import { useWords } from '../../words.ts';
import { type Me, meAsked } from './me.ts';
import { PasskeyRefusal } from './PasskeyRefusal.tsx';
import { answerWithPasskey, hasPasskeys } from './passkey.ts';
import { settleStepUp, useIsStepUpAsked } from './stepUp.ts';
import { TotpField } from './TotpField.tsx';

/** Over whatever asked for it, a dialog too: nothing below is touched, and the act goes on by itself. */
export function StepUpDialog({ me }: { me: Me }) {
  const { session } = useWords();
  const isAsked = useIsStepUpAsked();
  return (
    <Modal
      open={isAsked}
      title={session.stepUp}
      footer={null}
      closable={false}
      mask={{ closable: false }}
      width={420}
      zIndex={1500}
      destroyOnHidden
      onCancel={() => settleStepUp(false)}
    >
      <p className="jc-lead">{session.stepUpLead}</p>
      <StepUpForm me={me} />
    </Modal>
  );
}

function StepUpForm({ me }: { me: Me }) {
  const words = useWords();
  const { session } = words;
  const client = useQueryClient();
  const { id, values, set, faults, blame, submitting } = useForm({ totp: '' });
  const prove = useMutation<Me, Error, Ask<'staff.stepUp'> | undefined>({
    mutationFn: async (byCode) =>
      api(
        'staff.stepUp',
        byCode ?? {
          kind: 'passkey',
          used: await answerWithPasskey(await api('staff.askPasskey', { purpose: 'step_up' })),
        },
      ),
    onSuccess: (now) => {
      client.setQueryData(meAsked.queryKey, now);
      settleStepUp(true);
    },
    onError: (error) => {
      set('totp', '');
      const found = faultsIn(error);
      if (Object.keys(found).length > 0) blame(found);
    },
  });
  const byCode = { kind: 'totp' as const, totp: values.totp };
  const hasPasskey = me.passkeys > 0 && hasPasskeys();
  return (
    <form
      id={id}
      className="jc-form"
      noValidate
      onSubmit={submitting(
        () => faultsOf(inputOf('staff.stepUp'), byCode),
        () => prove.mutate(byCode),
      )}
    >
      <PasskeyRefusal error={prove.error} />
      {hasPasskey && (
        <Button type="primary" block loading={prove.isPending} onClick={() => prove.mutate(undefined)}>
          {session.stepUpPasskey}
        </Button>
      )}
      {me.hasTotp && <TotpField value={values.totp} fault={faults.totp} onChange={(totp) => set('totp', totp)} />}
      <div className="jz-actions jc-end">
        <Button disabled={prove.isPending} onClick={() => settleStepUp(false)}>
          {words.act.cancel}
        </Button>
        {me.hasTotp && (
          <Button type={hasPasskey ? 'default' : 'primary'} htmlType="submit" loading={prove.isPending}>
            {session.stepUpConfirm}
          </Button>
        )}
      </div>
    </form>
  );
}
