/**
 * Compares the names of organisations and persons as a form and a certificate write them.
 * Only differences that carry no meaning are removed (width, spaces, invisible marks); nothing is ever guessed:
 * two organisations may differ by one character.
 */

/**
 * The name in its comparable form: Unicode NFKC (full-width brackets, letters and digits become ASCII),
 * all white space and all invisible (default-ignorable, format) characters removed. Case is kept. Idempotent.
 */
export function normaliseName(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/[\s\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cf}]/gu, '')
    .normalize('NFKC');
}

/** Whether two names are the same after {@link normaliseName}. An empty name is nobody's and equals nothing. */
export function sameName(a: string, b: string): boolean {
  const name = normaliseName(a);
  return name !== '' && name === normaliseName(b);
}
