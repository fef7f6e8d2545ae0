import { sha256 } from './seam.ts';

const domain = 'jiesuo reset proof v1';

/** The text whose hash the UKey signs, as the window shows it. */
export const proofText = (ceremony: string, nonce: string, transcript: string): string =>
  `${domain}\n${ceremony}\n${nonce}\n${transcript}`;

/**
 * M, the 32 bytes that the UKey signs: SHA-256("jiesuo reset proof v1" ‖ ceremony ‖ nonce ‖ transcript), the parts joined by line feeds so that none can run into the next.
 * `transcript`: the leg's hash chain up to and including the nonce's answer, so that the proof covers all that was said.
 */
export const proofMessage = (ceremony: string, nonce: string, transcript: string): Buffer =>
  sha256(Buffer.from(proofText(ceremony, nonce, transcript)));
