/** Everything the listener can refuse, with its HTTP status. The window has a sentence for those a person can meet. */
export const gateStatus = {
  host: 421,
  peer: 403,
  origin: 403,
  not_found: 404,
  method: 405,
  media: 415,
  size: 413,
  shape: 400,
  /** No pairing lives under this label: never made, or ended. */
  ended: 410,
  /** A newer window of the same ceremony has taken this one's place. */
  superseded: 410,
  /** This label said hello before. */
  used: 409,
  /** An earlier call of this window is still under way. */
  busy: 409,
  /** As many windows as the bridge takes are open. */
  full: 503,
  ticket_refused: 422,
  /** No native dialog for the PIN: see PromptTrouble. */
  prompt_no_session: 503,
  prompt_no_program: 503,
  prompt_program_fault: 503,
  fault: 500,
} as const;
export type GateCode = keyof typeof gateStatus;

export class GateRefusal extends Error {
  override name = 'GateRefusal';
  readonly code: GateCode;
  constructor(code: GateCode) {
    super(code);
    this.code = code;
  }
}
