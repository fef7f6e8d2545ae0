/** What every driver throws. `detail`: which call and the vendor's own code as `0x…`; never an APDU, a PIN or anything personal. */
export class DriverFault extends Error {
  readonly code: 'removed' | 'busy' | 'time_out' | 'fault';
  readonly detail: string | undefined;
  constructor(code: DriverFault['code'], detail?: string) {
    super(detail === undefined ? code : `${code}: ${detail}`);
    this.name = 'DriverFault';
    this.code = code;
    this.detail = detail;
  }
}
