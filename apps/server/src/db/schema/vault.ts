/** One way to open the root key. */
export interface RootWrapsTable {
  id: string;
  step: number;
  root_version: number;
  wrapped_by: 'master_key' | 'hsm' | 'shares';
  /** Which master key, key of the HSM or set of shares. */
  wrapping_key: string;
  /** Null once retired: a retired key never wraps again. */
  wrapped: string | null;
  retired_at: Date | null;
  shares_needed: number | null;
  shares_made: number | null;
  made_at: Date;
}
