import { useLanguage } from '@jiesuo/ui';
import { Bar, BarChart, CartesianGrid, Legend, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { sayDay } from './say.ts';
import { useDashboardWords } from './words.ts';

/** Told apart by lightness too, and each at least 3:1 on white (WCAG 1.4.11); after Okabe and Ito. */
const colours = ['#12408f', '#d55e00', '#0a8f6c', '#8a4f9e'] as const;
const textColour = '#4c5768';
const tick = { fill: textColour, fontSize: 13 };
const legend = { color: textColour, fontSize: 13 };

export interface Series {
  readonly name: string;
  readonly values: readonly number[];
}
interface Chart {
  readonly title: string;
  /** One for each value. */
  readonly labels: readonly string[];
  readonly series: readonly Series[];
  readonly say: (value: number) => string;
}

const pointsOf = ({ labels, series }: Chart) =>
  labels.map((label, i) => ({
    label,
    ...Object.fromEntries(series.map(({ values }, n) => [`s${n}`, values[i] ?? 0])),
  }));

/** Bars over days, side by side; beyond a month they stand on each other, as there is no room. */
export function DaysChart(chart: Chart) {
  const language = useLanguage();
  const isLong = chart.labels.length > 31;
  return (
    <Frame {...chart} height={280}>
      <BarChart data={pointsOf(chart)} margin={{ top: 4, right: 8, bottom: 0, left: 0 }} title={chart.title}>
        <CartesianGrid vertical={false} stroke="#dde3ec" />
        <XAxis dataKey="label" tick={tick} tickFormatter={(day: string) => sayDay(day, language)} minTickGap={12} />
        <YAxis tick={tick} width="auto" allowDecimals={false} tickFormatter={chart.say} />
        {told(chart)}
        {bars(chart, isLong ? 'days' : undefined)}
      </BarChart>
    </Frame>
  );
}

/** One line for each label, the longest text in full. */
export function RowsChart(chart: Chart) {
  const lines = chart.labels.length * (chart.series.length * 14 + 14);
  return (
    <Frame {...chart} height={lines + 70}>
      <BarChart
        data={pointsOf(chart)}
        layout="vertical"
        margin={{ top: 4, right: 16, bottom: 0, left: 0 }}
        title={chart.title}
      >
        <CartesianGrid horizontal={false} stroke="#dde3ec" />
        <XAxis type="number" tick={tick} allowDecimals={false} tickFormatter={chart.say} minTickGap={20} />
        <YAxis type="category" dataKey="label" tick={tick} width={140} interval={0} />
        {told(chart)}
        {bars(chart)}
      </BarChart>
    </Frame>
  );
}

function Frame({ title, height, children }: { title: string; height: number; children: React.ReactElement }) {
  const dashboard = useDashboardWords();
  return (
    <figure className="jc-chart" aria-label={title}>
      <ResponsiveContainer width="100%" height={height}>
        {children}
      </ResponsiveContainer>
      <figcaption className="jz-hidden">{dashboard.chartHint}</figcaption>
    </figure>
  );
}

const told = ({ say, series }: Chart) => [
  <Tooltip key="tooltip" formatter={(value) => say(Number(value))} isAnimationActive={false} />,
  ...(series.length > 1 ? [<Legend key="legend" wrapperStyle={legend} itemSorter={null} />] : []),
];

const bars = ({ series }: Chart, stack?: string) =>
  series.map(({ name }, n) => (
    <Bar
      key={name}
      dataKey={`s${n}`}
      name={name}
      fill={colours[n] ?? textColour}
      maxBarSize={26}
      isAnimationActive={false}
      {...(stack ? { stackId: stack } : {})}
    />
  ));
