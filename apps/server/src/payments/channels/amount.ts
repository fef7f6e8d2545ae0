const YUAN = /^(-?)(0|[1-9]\d{0,10})(?:\.(\d{1,2}))?$/;

/** Integer fen as the gateways write yuan: `1234` becomes `12.34`. @throws RangeError for anything but a positive safe integer. */
export function yuanOf(fen: number): string {
  if (!Number.isSafeInteger(fen) || fen <= 0) throw new RangeError('an amount is a positive integer of fen');
  const digits = String(fen).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Yuan with at most two decimals as integer fen, digit by digit: no float ever holds money. Undefined for anything else. */
export function fenOf(yuan: string): number | undefined {
  const [, sign, whole, fraction = ''] = YUAN.exec(yuan) ?? [];
  if (whole === undefined) return undefined;
  const fen = Number(`${whole}${fraction.padEnd(2, '0')}`);
  return sign === '-' && fen !== 0 ? -fen : fen;
}
