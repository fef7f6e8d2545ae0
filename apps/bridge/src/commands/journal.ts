/** What the bridge must remember across a crash. No APDU, no PIN, no key ever goes in. */
export interface JournalEntry {
  readonly ceremony: string;
  readonly at: string;
  readonly step: 'unblock_sent' | 'unblocked' | 'change_sent' | 'changed' | 'retype_tried' | 'completed' | 'failed';
}
export interface Journal {
  /** Durable (fsync) before it resolves. */
  write(entry: JournalEntry): Promise<void>;
  /** Entries of one ceremony, oldest first. */
  read(ceremony: string): Promise<readonly JournalEntry[]>;
}
