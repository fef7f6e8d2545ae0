/** What is wrong with an evidence file, in one sentence each way. */
export class EvidenceFault extends Error {
  readonly zh: string;
  readonly en: string;
  constructor(zh: string, en: string) {
    super(en);
    this.name = 'EvidenceFault';
    this.zh = zh;
    this.en = en;
  }
}
