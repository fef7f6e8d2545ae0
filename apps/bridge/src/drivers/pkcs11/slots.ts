import { createHash } from 'node:crypto';
import { type Model, recognise } from '@jiesuo/models';
import { DriverFault } from '../driver.ts';
import type { DriverCondition, Slot } from '../ukey.ts';
import type { Handle, Module } from './module.ts';
import type { TokenInfo } from './token.ts';

/** A slot with what it takes to open it. */
export interface FoundSlot {
  readonly slot: Slot;
  /** Of the module. */
  readonly name: string;
  readonly module: Module;
  readonly handle: Handle;
  readonly model: Model | undefined;
}
export interface Look {
  readonly slots: readonly FoundSlot[];
  readonly conditions: readonly DriverCondition[];
}

/** The tokens behind one module, without those that hold nothing yet. Never throws. @param name the module's, for ids and conditions. */
export async function findSlots(name: string, module: Module, models: readonly Model[]): Promise<Look> {
  const slots: FoundSlot[] = [];
  const conditions: DriverCondition[] = [];
  try {
    for (const handle of await module.slots()) {
      try {
        const token = await module.token(handle);
        if (!token.isInitialised) continue;
        const model = recognise(models, { driver: 'pkcs11', manufacturer: token.manufacturer, model: token.model });
        const id = slotId(name, handle, token);
        // Maker and model: of a token that nobody claims, a report tells no more than this.
        const told = `${await module.slotName(handle)} (${token.manufacturer}, ${token.model})`;
        const shown = { id, name: told, ...(model && { model: model.id }) };
        slots.push({ slot: shown, name, module, handle, model });
      } catch (fault) {
        // Pulled between the list and the question.
        if (!(fault instanceof DriverFault) || fault.code !== 'removed') conditions.push(vendorError(name, fault));
      }
    }
  } catch (fault) {
    conditions.push(vendorError(name, fault));
  }
  // One condition a module: a broken one would say the same of each slot.
  return { slots, conditions: conditions.slice(0, 1) };
}

/** Another token in the same slot is another slot. The serial number itself stays out of the id. */
export function slotId(name: string, handle: Handle, { manufacturer, model, serial, label }: TokenInfo): string {
  const token = JSON.stringify([manufacturer, model, serial, label]);
  return `pkcs11-${name}-${handle}-${createHash('sha256').update(token).digest('hex').slice(0, 16)}`;
}

export function vendorError(name: string, fault: unknown): DriverCondition {
  const code = fault instanceof DriverFault ? fault.detail : undefined;
  return { code: 'vendor_error', detail: code === undefined ? name : `${name} ${code}` };
}
