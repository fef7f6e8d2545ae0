import { basename } from 'node:path';
import type { Model } from '@jiesuo/models';
import { type AllowedLibrary, loadLibrary } from '../library.ts';
import { type Module, openModule } from './module.ts';
import { findSlots, type Look, vendorError } from './slots.ts';

/** One allowed module, loaded when it is first looked at. Nothing here throws. */
export interface Source {
  look(): Promise<Look>;
  hasEvent(): Promise<boolean>;
  close(): Promise<void>;
}

export function openSource(allowed: AllowedLibrary, models: readonly Model[]): Source {
  const name = basename(allowed.path);
  let loaded: ReturnType<typeof loadLibrary> | undefined;
  let opened: Promise<Module> | undefined;

  async function open(): Promise<{ readonly module: Module } | Pick<Look, 'conditions'>> {
    loaded ??= loadLibrary(allowed);
    const result = await loaded;
    if ('condition' in result) {
      // It may be installed while we run; a file that was refused stays refused.
      if (result.condition.code === 'library_missing') loaded = undefined;
      return { conditions: [result.condition] };
    }
    try {
      opened ??= openModule(result.library);
      return { module: await opened };
    } catch (fault) {
      opened = undefined;
      return { conditions: [vendorError(name, fault)] };
    }
  }

  return {
    async look() {
      const result = await open();
      return 'module' in result ? findSlots(name, result.module, models) : { slots: [], conditions: result.conditions };
    },
    async hasEvent() {
      const module = await opened?.catch(() => undefined);
      return (await module?.hasEvent().catch(() => false)) ?? false;
    },
    async close() {
      const module = await opened?.catch(() => undefined);
      opened = undefined;
      await module?.finalize().catch(() => undefined);
    },
  };
}
