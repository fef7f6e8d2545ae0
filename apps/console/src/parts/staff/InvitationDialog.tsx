import type { Invitation } from '@jiesuo/contract/console';
import { CopyButton, Facts, showTime, useLanguage } from '@jiesuo/ui';
import { Button, Modal } from 'antd';
import { paths } from '../../paths.ts';
import { useWords } from '../../words.ts';

/** The one-time code, shown once: it closes by its button only. */
export function InvitationDialog({ invitation, onClose }: { invitation: Invitation; onClose: () => void }) {
  const words = useWords();
  const { staff } = words;
  const language = useLanguage();
  const { name, code, expiresAt } = invitation;
  return (
    <Modal
      open
      title={staff.invitation}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      width={480}
      footer={<Button onClick={onClose}>{words.act.close}</Button>}
    >
      <p className="jc-lead">{staff.invitationLead(name, showTime(expiresAt, language))}</p>
      <Facts
        facts={[
          [staff.name, name],
          [
            staff.invitation,
            <span key="code">
              <code className="jc-secret">{code}</code> <CopyButton text={code} label={staff.invitation} />
            </span>,
          ],
          [staff.address, `${window.location.origin}${paths.firstLogIn}`],
        ]}
      />
    </Modal>
  );
}
