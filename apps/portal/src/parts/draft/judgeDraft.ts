import { sameName } from '@jiesuo/certificate/names';
import { type DraftForm, type Material, materialKinds, orderForm } from '@jiesuo/contract';
import { type Faults, faultsOf } from '@jiesuo/ui';

/**
 * What keeps a draft from being submitted, by field and by material kind. The form is judged by the contract's own schema,
 * so that 确定 here and 确认提交 on the server say the same sentence.
 */
export function judgeDraft(form: DraftForm, subscriber: string, materials: readonly Material[]): Faults {
  const differs = !sameName(form.customerName, subscriber);
  const missing = materialKinds.filter((kind) => !materials.some((material) => material.kind === kind));
  return {
    ...(differs ? { customerName: 'customer_name_differs' } : {}),
    ...faultsOf(orderForm, form),
    ...Object.fromEntries(missing.map((kind) => [kind, 'material_missing'])),
  };
}
