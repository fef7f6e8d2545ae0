import type { DraftForm } from '@jiesuo/contract';
import { useWords } from '../../words/index.ts';
import { type Form, TextField } from '../fields.tsx';

export function FormFields({ form }: { form: Form<DraftForm> }) {
  const { field, apply } = useWords();
  // The representative is often not the one who types: the browser's own data would be somebody else's.
  const plain = { autoComplete: 'off' };
  return (
    <div className="field-grid">
      <div className="is-wide">
        <TextField
          form={form}
          name="customerName"
          label={field.customerName}
          hint={apply.customerNameHint}
          input={{ ...plain, maxLength: 200 }}
        />
      </div>
      <TextField
        form={form}
        name="representativeName"
        label={field.representativeName}
        input={{ ...plain, maxLength: 100 }}
      />
      <TextField
        form={form}
        name="representativeIdNumber"
        label={field.representativeIdNumber}
        input={{ ...plain, maxLength: 40, spellCheck: false }}
      />
      <TextField
        form={form}
        name="representativeMobile"
        label={field.representativeMobile}
        input={{ ...plain, maxLength: 32, inputMode: 'tel' }}
      />
      <TextField
        form={form}
        name="email"
        label={field.email}
        isOptional
        input={{ ...plain, maxLength: 254, inputMode: 'email' }}
      />
      <TextField
        form={form}
        name="deadline"
        label={field.deadline}
        hint={apply.deadlineHint}
        isOptional
        input={{ ...plain, type: 'datetime-local' }}
      />
    </div>
  );
}
