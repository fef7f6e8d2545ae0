import { spawn } from 'node:child_process';
import { PIN_BYTES_MAX, type PromptAnswer } from './prompt.ts';

export interface DialogProgram {
  readonly command: string;
  /** Never anything of the dialog: what it shows goes in by `input`. */
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly input: string;
  readonly signal?: AbortSignal;
  /** Of its own clock and more: for a program that hangs. */
  readonly waitMs: number;
}

const unavailable: PromptAnswer = { kind: 'unavailable', reason: 'program_fault' };
const LINE_ENDS: readonly (number | undefined)[] = [10, 13];
/** osascript's own way to say that 取消 was pressed. */
const CANCELLED = '(-128)';

/** What a program's end means: it wrote `P` and the PIN, `Y`, `C` or `T`. @param output is wiped. */
export function answerOf(code: number | null, output: Buffer, complaint: string): PromptAnswer {
  try {
    if (code !== 0) return complaint.includes(CANCELLED) ? { kind: 'cancelled' } : unavailable;
    let end = output.length;
    while (end > 0 && LINE_ENDS.includes(output[end - 1])) end -= 1;
    const isAlone = end === 1;
    switch (String.fromCharCode(output[0] ?? 0)) {
      case 'P':
        return end - 1 > PIN_BYTES_MAX ? unavailable : { kind: 'pin', pin: Buffer.from(output.subarray(1, end)) };
      case 'Y':
        return isAlone ? { kind: 'yes' } : unavailable;
      case 'C':
        return isAlone ? { kind: 'cancelled' } : unavailable;
      case 'T':
        return isAlone ? { kind: 'timed_out' } : unavailable;
      default:
        return unavailable;
    }
  } finally {
    output.fill(0);
  }
}

/** Runs a program that shows one dialog and writes one answer. Never throws. */
export function runDialog({ command, args, environment, input, signal, waitMs }: DialogProgram): Promise<PromptAnswer> {
  if (signal?.aborted === true) return Promise.resolve({ kind: 'cancelled' });
  return new Promise((resolve) => {
    const child = spawn(command, args, { env: environment, windowsHide: true });
    const pieces: Buffer[] = [];
    let length = 0;
    let complaint = '';
    const kill = () => child.kill('SIGKILL');
    const timer = setTimeout(kill, waitMs);
    const settle = (answer: PromptAnswer) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', kill);
      for (const piece of pieces) piece.fill(0);
      if (signal?.aborted === true && answer.kind === 'pin') answer.pin.fill(0);
      resolve(signal?.aborted === true ? { kind: 'cancelled' } : answer);
    };
    signal?.addEventListener('abort', kill);
    child.stdout.on('data', (piece: Buffer) => {
      pieces.push(piece);
      length += piece.length;
      if (length > 2 * PIN_BYTES_MAX) kill();
    });
    child.stderr.on('data', (piece: Buffer) => {
      complaint = (complaint + piece.toString('latin1')).slice(-1024);
    });
    child.stdin.on('error', () => undefined);
    child.on('error', () => settle({ kind: 'unavailable', reason: 'no_program' }));
    child.on('close', (code) => settle(answerOf(code, Buffer.concat(pieces), complaint)));
    child.stdin.end(input);
  });
}
