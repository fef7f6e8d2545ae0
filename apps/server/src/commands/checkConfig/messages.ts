import { checkTemplates } from '../../sms/providerTemplates.ts';
import { type Finding, found, type Surroundings } from './finding.ts';

export function checkMessages({ config }: Surroundings): readonly Finding[] {
  const wrong = checkTemplates(config);
  if (wrong.length > 0) return wrong.map(({ zh, en }) => found('SMS_TEMPLATES_FILE', 'wrong', zh, en));
  const names = config.sms.providers;
  return [
    found(
      'SMS_PROVIDERS',
      'good',
      `短信通道 ${names.join('、')}，模板齐全`,
      `providers ${names.join(', ')}, every template is there`,
    ),
  ];
}
