import { type Ticket, wireMessage } from '@jiesuo/ceremony/messages';
import { TicketFault } from '../commands/pairing.ts';
import type { Pairing, View } from '../commands/view.ts';
import { factsOf } from '../prompt/facts.ts';
import { type Language, type Prompt, type PromptFacts, PromptUnavailable } from '../prompt/prompt.ts';
import { exchange, redeem } from '../window/portal.ts';
import { pump } from '../window/pump.ts';
import { Stopped } from '../window/stopped.ts';

export interface Dialling {
  readonly code: string;
  readonly portals: readonly string[];
  readonly pairing: Pairing;
  readonly prompt: Prompt;
  readonly language: Language;
  /** Whoever asked for it went away: the UKey is given back. */
  readonly signal?: AbortSignal;
  /** Told of the ticket before anything is done with it. */
  readonly claim?: (ticket: Ticket) => Promise<void>;
}

/**
 * One pairing without a window: the bridge carries its own messages, asks in native dialogs only, and keeps to the window's patience.
 * The portal tells the progress. @returns the last view. @throws {Stopped} as the window would say it.
 */
export async function dial({ code, portals, pairing, prompt, language, signal, claim }: Dialling): Promise<View> {
  const speech = language === 'zh' ? 'zh-CN' : 'en';
  const end = (): void => void pairing.end();
  signal?.addEventListener('abort', end);
  try {
    const { hello } = await pairing.hello(code);
    const redeemed = await redeem(portals, code, hello, speech);
    let view = await accept(pairing, redeemed);
    if ('ticket' in view) await claim?.(view.ticket);
    const carry = () =>
      pump({
        next: (answer) => pairing.next(answer === undefined ? undefined : wireOf(answer)),
        exchange: (message) => exchange(redeemed.origin, message, speech),
        show: () => undefined,
      });
    if (view.stage === 'confirm_read') {
      const isAllowed = await mayRead(prompt, factsOf(view.ticket), language, signal);
      if (isAllowed !== 'yes') return { stage: 'failed', failure: isAllowed, isRetryable: true, shouldPull: false };
      pairing.allow();
      return await carry();
    }
    while (view.stage === 'enter_pin') view = await pairing.ask(language);
    return view.stage === 'working' || view.stage === 'failed' ? await carry() : view;
  } catch (error) {
    throw stopOf(error);
  } finally {
    signal?.removeEventListener('abort', end);
    await pairing.end();
  }
}

async function accept(pairing: Pairing, { origin, ticket, sealed }: Awaited<ReturnType<typeof redeem>>): Promise<View> {
  const view = await pairing.accept(wireOf(ticket), typeof sealed === 'string' ? sealed : null);
  // One configured portal must not hand out another's tickets.
  if ('ticket' in view && view.ticket.portal !== origin) throw new TicketFault('the ticket came from another portal');
  return view;
}

function wireOf(value: unknown) {
  const parsed = wireMessage.safeParse(value);
  if (!parsed.success) throw new TicketFault('not a message');
  return parsed.data;
}

async function mayRead(
  prompt: Prompt,
  facts: PromptFacts,
  language: Language,
  signal: AbortSignal | undefined,
): Promise<'yes' | 'cancelled' | 'time_out'> {
  const answer = await prompt.ask({
    kind: 'yes_no',
    question: 'read',
    facts,
    language,
    ...(signal === undefined ? {} : { signal }),
  });
  if (answer.kind === 'unavailable') throw new PromptUnavailable(answer.reason);
  if (answer.kind === 'yes') return 'yes';
  return answer.kind === 'timed_out' ? 'time_out' : 'cancelled';
}

function stopOf(error: unknown): Stopped {
  if (error instanceof Stopped) return error;
  if (error instanceof PromptUnavailable) return new Stopped({ trouble: `prompt_${error.reason}` });
  return new Stopped({ trouble: error instanceof TicketFault ? 'ticket_refused' : 'fault' });
}
