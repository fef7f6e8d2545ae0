import type { DraftForm, Order } from '@jiesuo/contract';
import { Facts } from '@jiesuo/ui';
import { useWords } from '../words/index.ts';

/** What the representative filled in. */
export function FormFacts({ form }: { form: Omit<DraftForm, 'hasIdCardConsent'> | Order['form'] }) {
  const { field } = useWords();
  return (
    <Facts
      facts={[
        [field.customerName, form.customerName],
        [field.representativeName, form.representativeName],
        [field.representativeIdNumber, form.representativeIdNumber],
        [field.representativeMobile, form.representativeMobile],
        [field.email, form.email],
        [field.deadline, form.deadline?.replace('T', ' ')],
      ]}
    />
  );
}
