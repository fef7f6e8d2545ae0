import { Refusal, status } from '../applet/status.ts';

/** @throws {Refusal} 6A86 unless P1 and P2 are these. */
export function requireParameters({ p1, p2 }: { p1: number; p2: number }, p1Wanted: number, p2Wanted: number): void {
  if (p1 !== p1Wanted || p2 !== p2Wanted) throw new Refusal(status.wrongParameters);
}
