import type { PinRules } from '@jiesuo/ceremony/messages';
import type { DiagnosisCode } from '@jiesuo/diagnosis';
import type { PinFault, View } from '../commands/view.ts';
import type { GateCode } from '../gate/refusal.ts';
import type { Advice } from './advice.ts';
import type { ChangeWords } from './words.change.ts';
import { en } from './words.en.ts';
import type { UkeyWords } from './words.ukeys.ts';
import { zh } from './words.zh.ts';

export type Step = Extract<View, { stage: 'working' }>['step'];
/** What goes wrong between the window, the bridge and the portal, before or beside the UKey. */
export type Trouble =
  | Exclude<GateCode, 'host' | 'not_found' | 'method' | 'media' | 'size' | 'shape'>
  | 'code_missing'
  | 'bridge_gone'
  | 'portal_gone'
  | 'portal_unknown';

/** All that the window says, in one language. */
export interface Words {
  readonly lang: 'zh-CN' | 'en';
  readonly title: string;
  readonly otherLanguage: string;
  readonly promise: string;
  readonly connecting: string;
  readonly facts: Readonly<Record<'portal' | 'ca' | 'account' | 'order' | 'subscriber' | 'serial', string>>;
  readonly read: Readonly<Record<'heading' | 'explain' | 'allow' | 'cancel' | 'done', string>> & {
    readonly count: (ukeys: number) => string;
  };
  readonly pin: Readonly<
    Record<'heading' | 'check' | 'first' | 'second' | 'reset' | 'cancel' | 'native' | 'waiting', string>
  > & {
    readonly rule: (min: number, max: number, alphabet: NonNullable<PinRules['alphabet']>) => string;
  };
  readonly ukeys: UkeyWords;
  readonly change: ChangeWords;
  readonly working: Readonly<Record<'heading' | 'keepIn', string>>;
  readonly steps: Readonly<Record<Step, string>>;
  readonly done: Readonly<Record<'heading' | 'explain' | 'signed' | 'mayClose', string>>;
  readonly failed: Readonly<Record<'heading' | 'pull' | 'retry' | 'support', string>>;
  readonly faults: Readonly<Record<PinFault, string>>;
  readonly diagnoses: Readonly<Record<DiagnosisCode, Advice>>;
}

export type Language = 'zh' | 'en';
export const words: Readonly<Record<Language, Words>> = { zh, en };
