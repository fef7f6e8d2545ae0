import { trustedBridgeWarning } from '@jiesuo/contract';
import { Notice, Section, useLanguage } from '@jiesuo/ui';
import { Checkbox } from 'antd';
import { useWords } from '../../words.ts';

/** The one switch that lets an admin secret leave the server; it says so before it is set. */
export function TrustedBridge(props: { isOn: boolean; isReadOnly: boolean; onChange: (isOn: boolean) => void }) {
  const { settings } = useWords();
  const language = useLanguage();
  return (
    <Section title={settings.trustedBridge}>
      <Notice tone="warn">{trustedBridgeWarning[language]}</Notice>
      <Checkbox
        checked={props.isOn}
        disabled={props.isReadOnly}
        onChange={(event) => props.onChange(event.target.checked)}
      >
        {settings.trustedBridgeOn}
      </Checkbox>
    </Section>
  );
}
