import {
  type Draft,
  type DraftForm,
  type FaultCode,
  materialKinds,
  momentOf,
  type OrderForm,
  orderForm,
} from '@jiesuo/contract';
import { Refusal } from '../refusal.ts';
import { faultsOf } from '../web/faults.ts';

/**
 * The form of a draft as an order needs it. Pure.
 * @throws Refusal `draft_incomplete` with every field that is missing or wrong; a missing material is `materials.<kind>`.
 */
export function completeForm(
  form: DraftForm,
  materials: readonly Pick<Draft['materials'][number], 'kind'>[],
  now: Date,
): OrderForm {
  const parsed = orderForm.safeParse(form);
  const missing = materialKinds
    .filter((kind) => !materials.some((material) => material.kind === kind))
    .map((kind) => ({ path: `materials.${kind}`, code: 'required' as FaultCode }));
  const deadline = momentOf(form.deadline);
  const past = deadline && deadline <= now ? [{ path: 'deadline', code: 'deadline_past' as FaultCode }] : [];
  const fields = [...(parsed.success ? [] : faultsOf(parsed.error.issues)), ...past, ...missing];
  if (!parsed.success || fields.length > 0) throw new Refusal('draft_incomplete', { fields });
  return parsed.data;
}
