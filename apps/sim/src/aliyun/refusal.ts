/** An error as Aliyun answers it. Refusals of the business have status 200. */
export class AliyunRefusal extends Error {
  override name = 'AliyunRefusal';
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}
export const refused = (status: number, code: string, message: string) => new AliyunRefusal(status, code, message);
