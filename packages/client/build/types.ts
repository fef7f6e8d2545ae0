type Schema = Readonly<Record<string, unknown>>;

/** A JSON Schema as a TypeScript type. What it cannot say (lengths, patterns) the server judges. @throws Error for what the contract has never used */
export function typeOf(schema: Schema): string {
  if ('const' in schema) return JSON.stringify(schema['const']);
  if (Array.isArray(schema['enum'])) return schema['enum'].map((one) => JSON.stringify(one)).join(' | ');
  const choices = schema['anyOf'] ?? schema['oneOf'];
  if (Array.isArray(choices)) return [...new Set((choices as Schema[]).map(typeOf))].join(' | ');
  if (Array.isArray(schema['type']))
    return schema['type'].map((type: string) => typeOf({ ...schema, type })).join(' | ');
  switch (schema['type']) {
    case 'object':
      return objectOf(schema);
    case 'array': {
      const item = typeOf((schema['items'] ?? {}) as Schema);
      return `readonly (${item})[]`;
    }
    case 'integer':
    case 'number':
      return 'number';
    case 'string':
    case 'boolean':
    case 'null':
      return schema['type'];
    default:
      if (Object.keys(schema).length === 0) return 'string | number';
      throw new Error(`no type for ${JSON.stringify(schema)}`);
  }
}

function objectOf(schema: Schema): string {
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Schema>);
  const required = (schema['required'] ?? []) as readonly string[];
  const rest = schema['additionalProperties'];
  if (properties.length === 0 && typeof rest === 'object' && rest !== null)
    return `Readonly<Record<string, ${typeOf(rest as Schema)}>>`;
  if (properties.length === 0) return 'Record<string, never>';
  const fields = properties.map(([name, of]) => `readonly ${name}${required.includes(name) ? '' : '?'}: ${typeOf(of)}`);
  return `{ ${fields.join('; ')} }`;
}
