import { timingSafeEqual } from 'node:crypto';
import { AssuanFault } from './assuan.ts';
import { type Conversation, converse } from './conversation.ts';
import { type Desktop, desktopOf, dialogEnvironment, findPinentries } from './desktop.ts';
import { type Dialog, dialogOf } from './dialog.ts';
import type { Personal } from './personal.ts';
import { PROMPT_SECONDS, type Prompt, type PromptAnswer, type PromptRequest } from './prompt.ts';

export interface PinentryOptions {
  /** Absolute path of the program; else those on PATH are tried in turn. */
  readonly path?: string;
  readonly personal: () => Personal;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly seconds?: number;
}

/** libgpg-error: GPG_ERR_TIMEOUT, GPG_ERR_CANCELED, GPG_ERR_NOT_CONFIRMED, GPG_ERR_FULLY_CANCELED. */
const TIMED_OUT = 62;
const CANCELLED: readonly number[] = [99, 114, 198];
/** The dialog's own clock runs first; ours is for a program that forgot it. */
const GRACE_MS = 5_000;

/**
 * The dialogs of GnuPG's pinentry, by its Assuan protocol. It shows no pictures: the person's phrase stands in the text instead.
 * The PIN comes over a pipe into Buffers; nothing of it is ever in an argument, the environment or a log.
 */
export function createPinentry({
  path,
  personal,
  environment = process.env,
  seconds = PROMPT_SECONDS,
}: PinentryOptions): Prompt {
  return {
    async ask(request) {
      if (request.signal?.aborted === true) return { kind: 'cancelled' };
      const desktop = desktopOf(environment);
      if (desktop === undefined) return { kind: 'unavailable', reason: 'no_session' };
      const programs = findPinentries(desktop, path, environment);
      let reason: 'no_program' | 'program_fault' = 'no_program';
      for (const program of programs) {
        const answer = await askBy(program, dialogOf(request, personal()), request, desktop);
        if (answer !== undefined) return answer;
        reason = 'program_fault';
      }
      return { kind: 'unavailable', reason };
    },
  };

  /** Undefined when this program cannot ask here. */
  async function askBy(program: string, dialog: Dialog, { signal }: PromptRequest, desktop: Desktop) {
    let talk: Conversation | undefined;
    let isAborted = false;
    const abort = () => {
      isAborted = true;
      talk?.end();
    };
    signal?.addEventListener('abort', abort);
    try {
      talk = await converse(program, dialogEnvironment(environment));
      if (signal?.aborted === true) return cancelled;
      await prepare(talk, dialog, desktop, seconds);
      return dialog.fields.length === 0 ? await confirm(talk, seconds) : await typed(talk, dialog, seconds);
    } catch (error) {
      if (isAborted) return cancelled;
      if (error instanceof AssuanFault) return undefined;
      throw error;
    } finally {
      signal?.removeEventListener('abort', abort);
      talk?.end();
    }
  }
}

const cancelled: PromptAnswer = { kind: 'cancelled' };

async function prepare(talk: Conversation, dialog: Dialog, desktop: Desktop, seconds: number): Promise<void> {
  // Programs that do not know an option refuse it and go on.
  if (desktop.display !== undefined) await talk.command('OPTION', `display=${desktop.display}`);
  else if (desktop.terminal !== undefined) await talk.command('OPTION', `ttyname=${desktop.terminal}`);
  await talk.command('OPTION', 'lc-ctype=C.UTF-8');
  // Other programs of the session get no key press while the dialog stands.
  await talk.command('OPTION', 'grab');
  await must(talk, 'SETTIMEOUT', String(seconds));
  await talk.command('SETTITLE', dialog.title);
  await must(talk, 'SETDESC', dialog.text);
  await must(talk, 'SETOK', dialog.ok);
  await must(talk, 'SETCANCEL', dialog.cancel);
  if (dialog.warning !== undefined) await must(talk, 'SETERROR', dialog.warning);
}

async function must(talk: Conversation, name: string, text: string): Promise<void> {
  const answer = await talk.command(name, text);
  if (!answer.isOk) throw new AssuanFault(`it refuses ${name}`);
}

/** What an error means to the person. @throws {AssuanFault} for one that says the program cannot ask here. */
function refusal(code: number): PromptAnswer {
  if (CANCELLED.includes(code)) return cancelled;
  if (code === TIMED_OUT) return { kind: 'timed_out' };
  throw new AssuanFault('it cannot ask');
}

async function confirm(talk: Conversation, seconds: number): Promise<PromptAnswer> {
  const answer = await talk.command('CONFIRM', undefined, seconds * 1000 + GRACE_MS);
  return answer.isOk ? { kind: 'yes' } : refusal(answer.code);
}

async function typed(talk: Conversation, dialog: Dialog, seconds: number): Promise<PromptAnswer> {
  const [first = '', second] = dialog.fields;
  await must(talk, 'SETPROMPT', first);
  if (second !== undefined && (await talk.command('SETREPEAT', second)).isOk)
    await talk.command('SETREPEATERROR', dialog.differ);
  const waitMs = seconds * 1000 + GRACE_MS;
  for (;;) {
    const answer = await talk.command('GETPIN', undefined, waitMs);
    if (!answer.isOk) return refusal(answer.code);
    // Where both fields are in one dialog it compares them itself and says so.
    if (second === undefined || answer.status.includes('PIN_REPEATED')) return { kind: 'pin', pin: answer.data };
    let again: Buffer | undefined;
    try {
      await must(talk, 'SETPROMPT', second);
      const more = await talk.command('GETPIN', undefined, waitMs);
      if (!more.isOk) {
        answer.data.fill(0);
        return refusal(more.code);
      }
      again = more.data;
      if (again.length === answer.data.length && timingSafeEqual(again, answer.data))
        return { kind: 'pin', pin: answer.data };
      answer.data.fill(0);
      await must(talk, 'SETERROR', dialog.differ);
      await must(talk, 'SETPROMPT', first);
    } catch (error) {
      answer.data.fill(0);
      throw error;
    } finally {
      again?.fill(0);
    }
  }
}
