import { readFileSync } from 'node:fs';

/** Everything that a newcomer needs: the addresses, who may log in, how to stop. */
export function welcome({ origins, ports, dataDir, logs, demoFile }) {
  const demo = JSON.parse(readFileSync(demoFile, 'utf8'));
  const { sim } = origins;
  const pages = [
    ['客户门户', 'customer portal', origins.portal],
    ['业务管理台', 'staff console', origins.console],
    ['手机短信', 'phone (SMS)', `${sim}/phone`],
    ['收银台', 'cashier', `${sim}/cashier`],
    ['邮箱', 'mail', `${sim}/mail`],
    ['KEY桌面', 'UKey desk', `${sim}/ukeys`],
    ['员工动态码', 'staff codes', `${sim}/staff`],
    ['证书助手', 'bridge', `http://localhost:${ports.BRIDGE_PORT}`],
    ['运行指标', 'metrics', `http://localhost:${ports.METRICS_PORT}/metrics`],
  ];
  const lines = [
    '',
    '解锁已启动 · Jiesuo is running',
    '',
    ...pages.map(([zh, en, url]) => `  ${fit(zh, 12)}${fit(en, 18)}${url}`),
    '',
    '  演示客户（也可以用任意手机号注册，验证码见“手机短信”）',
    '  Demo customers (or register with any number; its code appears on the phone page)',
    ...demo.customers.map((one) => `    ${one.mobile}  ${fit(one.password, 22)}${one.organisation}`),
    '',
    '  演示员工（动态码见“员工动态码”） · Demo staff (one-time codes on the staff page)',
    ...demo.staff.map((one) => `    ${fit(one.name, 16)}${fit(one.password, 26)}${one.displayName}`),
    '',
    `  已插入的KEY · plugged UKey: ${demo.parts.main}`,
    `  数据 data: ${dataDir}   日志 logs: ${logs}`,
    '  按 Ctrl-C 停止 · press Ctrl-C to stop',
    '',
  ];
  console.log(lines.join('\n'));
}

/** Pads by columns of a terminal, where a Chinese character takes two. */
function fit(text, columns) {
  const width = [...text].reduce((sum, sign) => sum + (sign.codePointAt(0) > 0x2e7f ? 2 : 1), 0);
  return text + ' '.repeat(Math.max(2, columns - width));
}
