import { type FaultCode, faults } from '@jiesuo/contract';
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;
export type Fault = { readonly path: string; readonly code: FaultCode };

const isFaultCode = (text: string): text is FaultCode => Object.hasOwn(faults, text);
/** More than a form has: a hostile body does not make the answer long. */
const most = 50;

/** What was wrong with an input, field by field. The contract's own messages are fault codes; zod's are given one by their kind. */
export function faultsOf(issues: readonly Issue[]): Fault[] {
  const found = new Map<string, Fault>();
  for (const issue of issues)
    for (const fault of expand(issue)) if (found.size < most && !found.has(fault.path)) found.set(fault.path, fault);
  return [...found.values()];
}

function expand(issue: Issue): Fault[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: pathOf([...issue.path, key]), code: 'unknown_field' }));
  return [{ path: pathOf(issue.path), code: codeOf(issue) }];
}

/** Keys come from outside: cut, so that nothing long is sent back. */
const pathOf = (path: readonly PropertyKey[]) => path.map((p) => String(p).slice(0, 60)).join('.');

function codeOf(issue: Issue): FaultCode {
  if (issue.code === 'invalid_type' && issue.input === undefined) return 'required';
  if (isFaultCode(issue.message)) return issue.message;
  if (issue.code === 'too_small') return 'too_short';
  if (issue.code === 'too_big') return 'too_long';
  return 'wrong_type';
}
