import type { MessageState } from '@jiesuo/contract/console';
import { isCode } from './templates.ts';

/** Whether staff may have a message sent again: a notice that ended without having been sent for sure, and that was not sent again yet. */
export const isResendable = (
  message: { readonly template: string; readonly state: MessageState },
  wasResent: boolean,
): boolean => !wasResent && !isCode(message.template) && (message.state === 'failed' || message.state === 'unknown');
