type Schema = Readonly<Record<string, unknown>>;

/** By what a field is called, where its type alone would say too little: synthetic, and of the right form. */
const byName: Readonly<Record<string, unknown>> = {
  number: 'CA202611230K7QX2',
  ukeySerial: 'UK26000001',
  serial: 'UK26000001',
  claimedSerial: 'UK26000001',
  certificateSerial: '1A2B3C4D5E6F7081',
  model: 'sim-gm0017',
  subscriber: '示例科技有限公司',
  customerName: '示例科技有限公司',
  organisation: '示例科技有限公司',
  mobile: '19900000000',
  contactMobile: '19900000000',
  contactMail: 'office@example.com',
  email: 'office@example.com',
  code: '123456',
  name: '示例',
  url: 'https://crm.example.com/hooks/jiesuo',
  reference: 'crm-20261123-0017',
  reason: '客户来电核实',
  note: '示例',
  secret: 'shown-once',
  adminPin: '88731402',
  certificate: '-----BEGIN CERTIFICATE-----\n…\n-----END CERTIFICATE-----',
  subject: 'CA202611230K7QX2',
};
const byFormat: Readonly<Record<string, unknown>> = {
  'date-time': '2026-11-23T01:44:00.000Z',
  date: '2026-11-23',
  uuid: '019a0b6e-3c5d-7e21-9a44-0d5c1b7e2f10',
  uri: 'https://example.com/',
  email: 'office@example.com',
};

/** One value of that shape. Optional fields are left out of requests' examples where nothing typical is known of them. */
export function exampleOf(schema: Schema, name = ''): unknown {
  if ('const' in schema) return schema['const'];
  if ('default' in schema) return schema['default'];
  if (Array.isArray(schema['enum'])) return schema['enum'][0];
  const choice = [schema['anyOf'], schema['oneOf']].find(Array.isArray) as readonly Schema[] | undefined;
  if (choice) return exampleOf(choice.find((one) => one['type'] !== 'null') ?? {}, name);
  if (Array.isArray(schema['allOf'])) return exampleOf(schema['allOf'][0] as Schema, name);
  switch (schema['type']) {
    case 'object':
      return objectOf(schema);
    case 'array':
      return Number(schema['maxItems'] ?? 1) > 0 ? [exampleOf((schema['items'] ?? {}) as Schema, name)] : [];
    case 'integer':
    case 'number':
      return Math.max(Number(schema['minimum'] ?? 1), Number(schema['exclusiveMinimum'] ?? 0), 1);
    case 'boolean':
      return true;
    case 'null':
      return null;
    case 'string':
      return byFormat[String(schema['format'])] ?? byName[name] ?? '示例';
    default:
      return byName[name] ?? {};
  }
}

function objectOf(schema: Schema): Record<string, unknown> {
  const properties = (schema['properties'] ?? {}) as Record<string, Schema>;
  const required = (schema['required'] ?? []) as readonly string[];
  return Object.fromEntries(
    Object.entries(properties)
      .filter(([name]) => required.includes(name) || Object.hasOwn(byName, name))
      .map(([name, of]) => [name, exampleOf(of, name)]),
  );
}
