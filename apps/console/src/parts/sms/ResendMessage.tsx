import { useWords } from '../../words.ts';
import { ReasonedAct } from '../ReasonedAct.tsx';

/** A notice that was not sent goes out again. */
export function ResendMessage({ id }: { id: string }) {
  const { sms } = useWords();
  return (
    <ReasonedAct
      name="sms.resend"
      field="reason"
      input={(reason) => ({ id, reason })}
      refreshes={['sms.list', 'sms.status']}
      label={sms.resend}
      lead={sms.resendLead}
      done={sms.resent}
      button={{ size: 'small' }}
    />
  );
}
