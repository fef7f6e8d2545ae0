import { sameName } from '@jiesuo/certificate/names';
import { type DraftForm, type Material, materialKinds, momentOf, orderForm } from '@jiesuo/contract';
import { type Faults, faultsOf } from '@jiesuo/ui';

/**
 * What keeps a draft from being submitted, by field and by material kind. The form is judged by the contract's own schema,
 * so that 确定 here and 确认提交 on the server say the same sentence. Without `now` no deadline has passed.
 */
export function judgeDraft(form: DraftForm, subscriber: string, materials: readonly Material[], now?: Date): Faults {
  const differs = !sameName(form.customerName, subscriber);
  const deadline = momentOf(form.deadline);
  const missing = materialKinds.filter((kind) => !materials.some((material) => material.kind === kind));
  return {
    ...(now && deadline && deadline <= now ? { deadline: 'deadline_past' } : {}),
    ...(differs ? { customerName: 'customer_name_differs' } : {}),
    ...faultsOf(orderForm, form),
    ...Object.fromEntries(missing.map((kind) => [kind, 'material_missing'])),
  };
}

/** The same at this moment, by the computer's own clock; the server judges by its own again. */
export const judgeDraftNow = (form: DraftForm, subscriber: string, materials: readonly Material[]): Faults =>
  judgeDraft(form, subscriber, materials, new Date());
