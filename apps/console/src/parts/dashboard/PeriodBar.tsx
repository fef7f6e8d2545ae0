import { dayOf, shiftDay } from '@jiesuo/contract';
import { periodNames } from '@jiesuo/contract/figures';
import { Field, faultsOf, useLanguage } from '@jiesuo/ui';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { type Ask, inputOf } from '../../api.ts';
import { sayFault } from '../../words.ts';
import { useDashboardWords } from './words.ts';

export type Asked = Ask<'figures.orders'>;

/** Which days: one press, or two dates. */
export function PeriodBar({ asked, onAsk }: { asked: Asked; onAsk: (asked: Asked) => void }) {
  const dashboard = useDashboardWords();
  const language = useLanguage();
  const [today] = useState(() => dayOf(new Date()));
  const [from, setFrom] = useState(shiftDay(today, -6));
  const [to, setTo] = useState(today);
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const custom: Asked = { period: 'custom', from, to };
  return (
    <>
      <div className="jz-actions" role="group" aria-label={dashboard.period}>
        {periodNames.map((period) => (
          <Button
            key={period}
            type={asked.period === period ? 'primary' : 'default'}
            aria-pressed={asked.period === period}
            onClick={() => onAsk(period === 'custom' ? custom : { period })}
          >
            {dashboard.periods[period]}
          </Button>
        ))}
      </div>
      {asked.period === 'custom' && (
        <form
          className="jc-period"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            const found = faultsOf(inputOf('figures.orders'), custom);
            setFaults(found);
            if (Object.keys(found).length === 0) onAsk(custom);
          }}
        >
          <Field label={dashboard.from} fault={sayFault(faults['from'], language)}>
            {(bound) => (
              <Input
                {...bound}
                type="date"
                max={today}
                value={from}
                onChange={(event) => setFrom(event.target.value)}
              />
            )}
          </Field>
          <Field label={dashboard.to} fault={sayFault(faults['to'], language)}>
            {(bound) => (
              <Input {...bound} type="date" max={today} value={to} onChange={(event) => setTo(event.target.value)} />
            )}
          </Field>
          <Button htmlType="submit">{dashboard.show}</Button>
        </form>
      )}
    </>
  );
}
