import { CopyButton } from '@jiesuo/ui';
import { Button, Modal } from 'antd';
import { useWords } from '../../words.ts';

export interface ShownSecret {
  readonly secret: string;
  /** It opens nothing yet. */
  readonly isWaiting?: boolean;
}

/** A secret, shown once: the dialog closes by its button only. */
export function SecretDialog({ secret, isWaiting, onClose }: ShownSecret & { onClose: () => void }) {
  const words = useWords();
  const { integration } = words;
  return (
    <Modal
      open
      title={integration.secretTitle}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      width={560}
      footer={<Button onClick={onClose}>{words.act.close}</Button>}
    >
      <p className="jc-lead">{integration.secretLead}</p>
      {isWaiting && <p>{integration.secretWaits}</p>}
      <p>
        <code className="jc-secret">{secret}</code> <CopyButton text={secret} label={integration.secret} />
      </p>
    </Modal>
  );
}
