import { CopyButton } from '@jiesuo/ui';
import { QRCode } from 'antd';
import { useWords } from '../../words.ts';

/** A new TOTP secret, to be scanned or typed. */
export function TotpSetup({ totpSecret, totpUri }: { totpSecret: string; totpUri: string }) {
  const { firstLogIn } = useWords();
  return (
    <div className="jc-totp">
      <p>{firstLogIn.scan}</p>
      <QRCode value={totpUri} type="svg" size={220} errorLevel="L" bgColor="#fff" color="#000" aria-hidden />
      <p>
        {firstLogIn.secret} <code className="jc-secret">{totpSecret.replace(/(.{4})(?=.)/g, '$1 ')}</code>{' '}
        <CopyButton text={totpSecret} label={firstLogIn.secret} />
      </p>
    </div>
  );
}
