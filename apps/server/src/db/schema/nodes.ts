/** A file of `keys/` that every node holds alike. */
export interface SharedKeysTable {
  name: string;
  sealed: string;
  shared_at: Date;
}

/** What one caller asked of all nodes in one minute. */
export interface RequestCountsTable {
  caller: string;
  minute: Date;
  requests: number;
}
