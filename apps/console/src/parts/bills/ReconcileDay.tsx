import { dayOf, type gatewayChannels, payChannelWords, shiftDay } from '@jiesuo/contract';
import { useLanguage } from '@jiesuo/ui';
import { Button, Input, Select } from 'antd';
import { useId, useState } from 'react';
import { useWords } from '../../words.ts';
import { Refusal } from '../Refusal.tsx';
import { useReconcile } from './useReconcile.ts';

type Gateway = (typeof gatewayChannels)[number];

const yesterday = () => shiftDay(dayOf(new Date()), -1);

/** Any day by hand: one that was missed, or one that finance wants to see again. */
export function ReconcileDay({ channels }: { channels: readonly Gateway[] }) {
  const { bills } = useWords();
  const language = useLanguage();
  const id = useId();
  const [day, setDay] = useState(yesterday);
  const [chosen, setChosen] = useState<Gateway>();
  const { reconcile, isPending, error } = useReconcile();
  const channel = chosen ?? channels[0];
  return (
    <form
      className="jz-actions"
      onSubmit={(event) => {
        event.preventDefault();
        if (channel) reconcile({ channel, day });
      }}
    >
      <label htmlFor={id}>{bills.day}</label>
      <Input
        id={id}
        type="date"
        className="jc-select"
        required
        max={yesterday()}
        value={day}
        onChange={(event) => setDay(event.target.value)}
      />
      <Select<Gateway>
        className="jc-select"
        aria-label={bills.channel}
        value={channel ?? null}
        onChange={setChosen}
        options={channels.map((value) => ({ value, label: payChannelWords[value][language] }))}
      />
      <Button htmlType="submit" type="primary" loading={isPending}>
        {bills.reconcile}
      </Button>
      <Refusal error={error} />
    </form>
  );
}
