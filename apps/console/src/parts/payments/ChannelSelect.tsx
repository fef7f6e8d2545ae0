import { type PayChannel, payChannels, payChannelWords } from '@jiesuo/contract';
import { useLanguage } from '@jiesuo/ui';
import { Select } from 'antd';
import { useWords } from '../../words.ts';

/** A filter by channel; undefined is every channel. */
export function ChannelSelect(props: {
  channel: PayChannel | undefined;
  onChoose: (channel: PayChannel | undefined) => void;
}) {
  const { payments } = useWords();
  const language = useLanguage();
  return (
    <Select<PayChannel | 'any'>
      className="jc-select"
      aria-label={payments.channel}
      value={props.channel ?? 'any'}
      onChange={(chosen) => props.onChoose(chosen === 'any' ? undefined : chosen)}
      options={[
        { value: 'any', label: payments.anyChannel },
        ...payChannels.map((value) => ({ value, label: payChannelWords[value][language] })),
      ]}
    />
  );
}
