/** What is wrong, in one sentence each way: what, and where. */
export interface Finding {
  readonly zh: string;
  readonly en: string;
}

export interface Findings {
  say(zh: string, en: string): void;
  /** The first ones. A log that was rewritten from its start on would fill the screen. */
  readonly list: readonly Finding[];
  readonly count: number;
}

export function createFindings(most = 100): Findings {
  const list: Finding[] = [];
  let count = 0;
  return {
    say(zh, en) {
      count++;
      if (list.length < most) list.push({ zh, en });
    },
    list,
    get count() {
      return count;
    },
  };
}
