import type { Examined, Item } from '../../ceremonies/evidence/verify.ts';

const marks: Record<Item['mark'], string> = { proven: '✓', wrong: '✗', open: '–' };

/** Every item in a line of Chinese and a line of English, then the verdict; the fault goes to stderr. With `isJson`, one JSON document on stdout. */
export function show({ items, fault, bundle, isWhole }: Examined, isJson: boolean): void {
  const verdict = fault ? 'wrong' : isWhole ? 'whole' : 'incomplete';
  if (isJson) {
    process.stdout.write(`${JSON.stringify({ verdict, order: bundle?.order ?? null, items }, null, 2)}\n`);
    return;
  }
  for (const { mark, zh, en } of items) {
    const out = mark === 'wrong' ? process.stderr : process.stdout;
    out.write(`${marks[mark]} ${zh}\n  ${en}\n`);
  }
  if (fault) return;
  process.stdout.write(
    isWhole
      ? '凭证有效\nThe evidence is valid\n'
      : '凭证没有不符之处，但还不完整：审计日志的证明尚缺\nNothing in the evidence is wrong, but it is not complete: the proofs of the audit log are missing\n',
  );
}
