/** An error as Tencent answers it, of a whole call or of one number. */
export class TencentRefusal extends Error {
  override name = 'TencentRefusal';
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
