import { useLanguage } from '@jiesuo/ui';
import { Bar, CartesianGrid, ComposedChart, Line, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { colours } from './colours.ts';
import { Names } from './Names.tsx';
import { sayDay } from './say.ts';
import { useDashboardWords } from './words.ts';

const text = { fill: '#4c5768', fontSize: 13 };
const grid = '#dde3ec';
const drawn = [colours.blue, colours.orange, colours.green, colours.violet] as const;
/** Lines are told apart without their colours as well. */
const dashes = ['', '7 3', '2 3', '10 3 2 3'] as const;
/** More bars than these are too thin to be told apart. */
const barDaysMost = 14;

interface Chart {
  readonly title: string;
  readonly days: readonly string[];
  readonly series: readonly { readonly name: string; readonly values: readonly number[] }[];
  readonly say: (value: number) => string;
}

/** What happened on each day: bars side by side, lines over longer periods. The arrow keys go through the days. */
export function DaysChart({ title, days, series, say }: Chart) {
  const language = useLanguage();
  const dashboard = useDashboardWords();
  const points = days.map((day, i) => ({
    day: sayDay(day, language),
    ...Object.fromEntries(series.map(({ values }, n) => [`s${n}`, values[i] ?? 0])),
  }));
  return (
    <figure className="jc-chart">
      <ResponsiveContainer width="100%" height={280}>
        <ComposedChart data={points} margin={{ top: 4, right: 8, bottom: 0, left: 0 }} title={title}>
          <CartesianGrid vertical={false} stroke={grid} />
          <XAxis dataKey="day" tick={text} minTickGap={12} />
          <YAxis tick={text} width="auto" allowDecimals={false} tickFormatter={say} />
          <Tooltip formatter={(value) => say(Number(value))} isAnimationActive={false} />
          {series.map(({ name }, n) =>
            days.length > barDaysMost ? (
              <Line
                key={name}
                dataKey={`s${n}`}
                name={name}
                stroke={drawn[n] ?? colours.grey}
                strokeWidth={2}
                strokeDasharray={dashes[n] ?? ''}
                dot={false}
                isAnimationActive={false}
              />
            ) : (
              <Bar
                key={name}
                dataKey={`s${n}`}
                name={name}
                fill={drawn[n] ?? colours.grey}
                maxBarSize={26}
                isAnimationActive={false}
              />
            ),
          )}
        </ComposedChart>
      </ResponsiveContainer>
      <Names
        series={series.map(({ name }, n) => ({
          name,
          colour: drawn[n] ?? colours.grey,
          dash: days.length > barDaysMost ? (dashes[n] ?? '') : undefined,
        }))}
      />
      <figcaption className="jz-hidden">{dashboard.chartHint}</figcaption>
    </figure>
  );
}
