import type { FieldFault } from './faults.ts';
import { atrsOverlap, patternsOverlap } from './match.ts';
import type { Model } from './model.ts';

/** Why two models cannot stand side by side: one UKey must never be recognised as either of them. Empty when they can. */
export function clashes(model: Model, other: Model): readonly FieldFault[] {
  const found: FieldFault[] = [];
  const claimed = (field: string) =>
    found.push({
      field,
      message: `与型号 ${other.id} 重复 · is claimed by the model ${other.id} too`,
    });
  if (model.id === other.id) claimed('id');
  const { drivers: a, match } = model;
  const { drivers: b, match: its } = other;
  // Cards of two families with one ATR are told apart by the application that is on them.
  const shareCards = model.family === other.family && ((a.pcsc && b.pcsc) || (a.virtual && b.virtual));
  const shareSkf = a.skf !== undefined && b.skf !== undefined;
  if (shareCards)
    for (const [i, atr] of match.atr.entries())
      if (its.atr.some((one) => atrsOverlap(atr, one))) claimed(`match.atr.${i}`);
  if (shareSkf) {
    for (const [i, id] of match.usb.entries()) if (its.usb.includes(id)) claimed(`match.usb.${i}`);
    for (const [i, { manufacturer, label }] of match.skf.entries())
      if (its.skf.some((one) => patternsOverlap(manufacturer, one.manufacturer) && patternsOverlap(label, one.label)))
        claimed(`match.skf.${i}`);
  }
  if (a.pkcs11 && b.pkcs11)
    for (const [i, { manufacturer, model: type }] of match.pkcs11.entries())
      if (its.pkcs11.some((one) => patternsOverlap(manufacturer, one.manufacturer) && patternsOverlap(type, one.model)))
        claimed(`match.pkcs11.${i}`);
  return found;
}
