import { type SubmitEvent, useCallback, useId, useState } from 'react';

/** Any schema whose messages are fault codes (a zod object is one). */
export interface FormSchema<Parsed> {
  safeParse(
    values: unknown,
  ):
    | { success: true; data: Parsed }
    | { success: false; error: { issues: readonly { path: readonly PropertyKey[]; message: string }[] } };
}
export type Faults = Readonly<Record<string, string>>;

/** Fault codes by dotted path; the first fault of a field is the one that is said. */
export function faultsOf(schema: FormSchema<unknown>, values: unknown): Faults {
  const parsed = schema.safeParse(values);
  const faults: Record<string, string> = {};
  if (!parsed.success) for (const issue of parsed.error.issues) faults[issue.path.join('.')] ??= issue.message;
  return faults;
}

/** Moves the focus to the first control that is marked invalid. */
export function focusFirstFault(root: ParentNode = document): void {
  requestAnimationFrame(() => {
    root.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  });
}

/**
 * Values, faults and submission of one form; `id` belongs on its `<form>`. Faults are codes, so that a change of language changes their sentences too;
 * a fault leaves its field as soon as the field is edited.
 */
export function useForm<V extends object>(initial: V) {
  const [values, setValues] = useState(initial);
  const [faults, setFaults] = useState<Faults>({});
  const id = useId();
  const clear = useCallback((path: string) => {
    setFaults((all) => Object.fromEntries(Object.entries(all).filter(([each]) => each !== path)));
  }, []);
  const set = useCallback(
    <K extends keyof V & string>(name: K, value: V[K]) => {
      setValues((all) => ({ ...all, [name]: value }));
      clear(name);
    },
    [clear],
  );
  const blame = useCallback(
    (found: Faults) => {
      setFaults(found);
      focusFirstFault(document.getElementById(id) ?? document);
    },
    [id],
  );
  /** Calls `act` when `judge` finds no fault; else shows the faults and focuses the first. */
  const submitting = (judge: () => Faults, act: () => void) => (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const found = judge();
    if (Object.keys(found).length > 0) blame(found);
    else {
      setFaults({});
      act();
    }
  };
  return { id, values, setValues, set, clear, faults, blame, submitting };
}
