/** Seals personal data per field and finds it again by blind index. */
export interface Personal {
  /** AES-256-GCM envelope `v1.<keyId>.<iv>.<ciphertext+tag>`; `place` is `table.column:rowId`, so that a value moved to another row does not open. */
  seal(place: string, text: string): string;
  /** @throws Error when the envelope was changed or belongs elsewhere. */
  open(place: string, sealed: string): string;
  /** HMAC-SHA-256 of the normalised text under the index key: equal texts, equal index. */
  index(kind: 'mobile' | 'address', text: string): string;
}
