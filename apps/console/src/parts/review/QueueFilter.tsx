import { findingCodes, findingWords } from '@jiesuo/contract';
import { countMost } from '@jiesuo/contract/console';
import { useLanguage } from '@jiesuo/ui';
import { Select } from 'antd';
import type { Answer, Ask } from '../../api.ts';
import { waitOf } from '../../times.ts';
import { useWords } from '../../words.ts';
import { SearchBar } from '../SearchBar.tsx';

export type Filter = Pick<Ask<'reviews.queue'>, 'only' | 'finding' | 'waitedMinutes' | 'customer'>;
const kinds = [
  [undefined, 'all', 'waiting'],
  ['free', 'free', 'free'],
  ['mine', 'minesOnly', 'mine'],
  ['due', 'due', 'due'],
  ['deadline', 'deadline', 'deadline'],
  ['resubmitted', 'resubmitted', 'resubmitted'],
] as const;
const waits = [30, 60, 240, 1440];

/** What of the queue is shown, each with how many there are. */
export function QueueFilter(props: {
  filter: Filter;
  counts: Answer<'reviews.counts'> | undefined;
  onFilter: (filter: Filter) => void;
}) {
  const words = useWords();
  const { desk } = words;
  const language = useLanguage();
  const { filter, counts, onFilter } = props;
  return (
    <div className="jc-filter">
      <div className="jc-choices" role="group" aria-label={desk.filter}>
        {kinds.map(([only, word, count]) => (
          <button
            key={word}
            type="button"
            className="jc-choice"
            aria-pressed={filter.only === only}
            onClick={() => onFilter({ ...filter, only })}
          >
            <span>{desk[word]}</span>
            <span className="jz-soft">{counts && desk.count(counts[count], countMost)}</span>
          </button>
        ))}
      </div>
      <SearchBar label={desk.customer} onSearch={(customer) => onFilter({ ...filter, customer })}>
        <Select
          className="jc-select"
          aria-label={desk.waited}
          value={filter.waitedMinutes === undefined ? 0 : Number(filter.waitedMinutes)}
          options={[
            { value: 0, label: `${desk.waited}: ${desk.waitedAny}` },
            ...waits.map((minutes) => ({ value: minutes, label: desk.waitedAtLeast(waitOf(minutes, words)) })),
          ]}
          onChange={(minutes: number) => onFilter({ ...filter, waitedMinutes: minutes || undefined })}
        />
        <Select
          className="jc-select-wide"
          aria-label={desk.finding}
          value={filter.finding ?? ''}
          options={[
            { value: '', label: `${desk.finding}: ${desk.waitedAny}` },
            ...findingCodes.map((code) => ({ value: code, label: findingWords[code][language] })),
          ]}
          onChange={(code) => onFilter({ ...filter, finding: findingCodes.find((one) => one === code) })}
        />
      </SearchBar>
    </div>
  );
}
