/** What an operation says of itself in the audit log. No secrets, no personal data beyond what staff may search by. */
export interface Leaf {
  /** What it was done to: an order number, a KEY serial, a setting. */
  readonly subject?: string;
  /** Facts for the auditor; JSON-serialisable. */
  readonly detail?: Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
}
