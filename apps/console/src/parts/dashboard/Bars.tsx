import { colours } from './colours.ts';
import { Names } from './Names.tsx';
import { useDashboardWords } from './words.ts';

export interface BarSeries {
  readonly name: string;
  readonly colour: keyof typeof colours;
  /** Null where there is nothing to tell. */
  readonly values: readonly (number | null)[];
}

/** A bar for each series under each label, with its number beside it: what is drawn is also written, and long names have their room. */
export function Bars(props: {
  label: string;
  labels: readonly string[];
  series: readonly BarSeries[];
  say: (value: number) => string;
}) {
  const { notYet } = useDashboardWords();
  const { labels, series, say } = props;
  const longest = Math.max(0, ...series.flatMap(({ values }) => values.map(Number)));
  const sayOne = (value: number | null | undefined) => (typeof value === 'number' ? say(value) : notYet);
  return (
    <>
      <Names series={series.map(({ name, colour }) => ({ name, colour: colours[colour] }))} />
      <ul className="jc-bars" aria-label={props.label}>
        {labels.map((label, i) => (
          <li key={`${i} ${label}`}>
            <span>{label}</span>
            {series.map(({ name, colour, values }) => (
              <div key={name} className="jc-bar">
                <i style={{ width: `${widthOf(values[i] ?? 0, longest)}%`, background: colours[colour] }} />
                <span>
                  <span className="jz-hidden">{name} </span>
                  {sayOne(values[i])}
                </span>
              </div>
            ))}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Percent of the line; beside the longest its number still has room. */
const widthOf = (value: number, longest: number) => (longest === 0 ? 0 : (value / longest) * 72);
