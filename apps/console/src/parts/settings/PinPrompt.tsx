import type { Settings } from '@jiesuo/contract/console';
import { Section } from '@jiesuo/ui';
import { Radio } from 'antd';
import { useWords } from '../../words.ts';

type Prompt = Settings['pinPrompt'];

/** Where the new PIN may be typed. A bridge may insist on its own dialog, whatever stands here; none can fall back to its window. */
export function PinPrompt(props: { prompt: Prompt; isReadOnly: boolean; onChange: (prompt: Prompt) => void }) {
  const { settings } = useWords();
  return (
    <Section title={settings.pinPrompt}>
      <Radio.Group
        aria-label={settings.pinPrompt}
        vertical
        value={props.prompt}
        disabled={props.isReadOnly}
        options={[
          { value: 'window', label: settings.pinWindow },
          { value: 'native', label: settings.pinNative },
        ]}
        onChange={(event) => props.onChange(event.target.value as Prompt)}
      />
    </Section>
  );
}
