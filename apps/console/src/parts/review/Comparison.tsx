import { Facts, Section, showDate, showTime, useLanguage } from '@jiesuo/ui';
import { useWords } from '../../words.ts';
import { Unmask } from '../Unmask.tsx';
import { Earlier } from './Earlier.tsx';
import type { Inspected } from './verdicts.ts';

/** Certificate, form and account beside each other, what must agree first. */
export function Comparison({ order }: { order: Inspected }) {
  const { review, desk, order: said } = useWords();
  const language = useLanguage();
  const { certificate, form, account } = order;
  return (
    <div className="jc-comparison">
      <Section title={review.certificate}>
        <Facts
          facts={[
            [review.organisation, certificate.organisation],
            [review.uscc, certificate.uscc],
            [said.ukey, order.ukeySerial],
            [
              review.validity,
              `${showDate(certificate.notBefore, language)} – ${showDate(certificate.notAfter, language)}`,
            ],
          ]}
        />
        <details>
          <summary>{review.certificateMore}</summary>
          <Facts
            facts={[
              [review.certificateSerial, certificate.serial],
              [review.algorithm, certificate.algorithm.toUpperCase()],
              [review.subject, certificate.subject],
              [review.issuer, certificate.issuer],
              [review.fingerprint, <code key="fingerprint">{certificate.fingerprint}</code>],
            ]}
          />
        </details>
      </Section>
      <Section title={review.form}>
        <Facts
          facts={[
            [said.customer, form.customerName],
            [review.representative, form.representativeName],
            [
              review.idNumber,
              <Unmask
                key="id"
                number={order.number}
                masked={form.representativeIdNumber}
                isAllowed={order.mayViewMaterials}
              />,
            ],
            [review.mobile, form.representativeMobile],
            [review.email, form.email],
            [desk.needed, form.deadline?.replace('T', ' ')],
          ]}
        />
      </Section>
      <Section title={review.account}>
        <Facts
          facts={[
            [review.organisation, account.organisation],
            [review.contact, account.contact],
            [review.mobile, account.mobile],
            [review.registered, showTime(account.createdAt, language)],
          ]}
        />
      </Section>
      <Earlier order={order} />
    </div>
  );
}
