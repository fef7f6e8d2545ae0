import { useLanguage } from '@jiesuo/ui';
import { Button } from 'antd';
import { useState } from 'react';
import { bridgeChange, paths } from '../../paths.ts';
import { useSettings } from '../../queries.ts';
import { useWords } from '../../words/index.ts';
import { Condition } from './Condition.tsx';
import { openSevered } from './openSevered.ts';

/** Changes a PIN that is still known: no order and no server, only the bridge's window. This page hears nothing of it. */
export function ChangeKnownPin() {
  const { pairing, help } = useWords();
  const language = useLanguage();
  const port = useSettings()?.bridgePort;
  const [isBlocked, setBlocked] = useState(false);
  const open = () => {
    const bridge = openSevered();
    setBlocked(!bridge);
    if (bridge && port !== undefined) bridge.location.href = bridgeChange(port, language);
  };
  return (
    <>
      <div className="jz-actions">
        <Button onClick={open} disabled={port === undefined}>
          {help.changePin}
        </Button>
        <a href={paths.startBridge}>{pairing.startBridge}</a>
      </div>
      {isBlocked && <Condition code="window_blocked" />}
    </>
  );
}
