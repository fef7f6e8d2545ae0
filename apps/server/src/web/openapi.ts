import { type Operation, type Operations, type RefusalCode, refusals } from '@jiesuo/contract';
import { needsStepUp } from '@jiesuo/contract/console';
import { z } from 'zod';
import { exampleOf } from './openapi/example.ts';
import { errorExample, refusalSchema } from './openapi/refusal.ts';

/** How callers of a side prove who they are. */
export type Credential = { readonly cookie: string } | 'bearer';

/** Refusals that any operation may give. */
const always: readonly RefusalCode[] = ['invalid_input', 'too_many_requests', 'internal', 'unavailable'];

/** OpenAPI 3.1 takes JSON Schema 2020-12 as it is; each schema stands alone, so it names no dialect of its own. */
function schemaOf(type: z.ZodType, io: 'input' | 'output'): Record<string, unknown> {
  const schema: Record<string, unknown> = z.toJSONSchema(type, { io, unrepresentable: 'any', target: 'draft-2020-12' });
  delete schema['$schema'];
  return schema;
}

/** The contract of one side as OpenAPI 3.1, for those who call it from elsewhere. */
export function openApiOf(
  operations: Operations,
  info: { readonly title: string; readonly origin: string; readonly credential: Credential },
) {
  const paths: Record<string, unknown> = {};
  for (const operation of Object.values(operations))
    paths[`/api/${operation.name}`] = {
      [operation.kind === 'act' || operation.kind === 'upload' ? 'post' : 'get']: describe(operation, info.credential),
    };
  const tags = [...new Set(Object.values(operations).map(tagOf))].map((name) => ({ name }));
  return {
    openapi: '3.1.1',
    info: {
      title: info.title,
      version: '1',
      description: 'Every refusal is a stable code with a sentence in the language of Accept-Language (zh-CN or en).',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: info.origin }],
    tags,
    paths,
    components: { securitySchemes: securityOf(info.credential), schemas: { Refusal: refusalSchema } },
  };
}

const securityOf = (credential: Credential) =>
  credential === 'bearer'
    ? {
        key: { type: 'http', scheme: 'bearer', bearerFormat: 'jsk_…', description: 'An API key, made in the console.' },
      }
    : { session: { type: 'apiKey', in: 'cookie', name: credential.cookie } };

/** `orders.get` and `v1.orders.get` are both about orders. */
const tagOf = ({ name }: Operation): string => name.replace(/^v\d+\./, '').split('.')[0] ?? name;

function describe(operation: Operation, credential: Credential) {
  const isOpen = operation.roles.includes('anyone') || operation.roles.includes('bridge');
  const isGuarded = needsStepUp(operation.name);
  return {
    operationId: operation.name,
    summary: operation.summary,
    tags: [tagOf(operation)],
    'x-roles': operation.roles,
    ...(operation.scope ? { 'x-scope': operation.scope } : {}),
    ...(isGuarded ? { 'x-step-up': true } : {}),
    security: isOpen ? [] : [credential === 'bearer' ? { key: [] } : { session: [] }],
    ...parametersOf(operation),
    ...bodyOf(operation),
    responses: { 200: answerOf(operation), ...refusalsOf(codesOf(operation, isOpen, isGuarded, credential)) },
  };
}

function codesOf(operation: Operation, isOpen: boolean, isGuarded: boolean, credential: Credential): RefusalCode[] {
  const byKey: readonly RefusalCode[] = [
    'api_key_refused',
    'api_key_address',
    ...(operation.scope ? (['scope_missing'] as const) : []),
    ...(operation.isOnce ? (['idempotency_key_needed', 'idempotency_key_reused'] as const) : []),
  ];
  const bySession: readonly RefusalCode[] = isOpen ? [] : ['log_in_required'];
  return [
    ...new Set([
      ...operation.refusals,
      ...always,
      ...(credential === 'bearer' ? byKey : bySession),
      ...(isGuarded ? (['step_up_needed'] as const) : []),
    ]),
  ];
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: 'Names this request: sent again with the same content, it is answered by what the first one did.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
  example: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff',
};

function parametersOf(operation: Operation) {
  const inQuery = operation.kind === 'act' ? [] : queryOf(operation);
  const all = [...inQuery, ...(operation.isOnce ? [idempotencyKey] : [])];
  return all.length > 0 ? { parameters: all } : {};
}

function queryOf(operation: Operation) {
  const schema = schemaOf(operation.input, 'input') as {
    properties?: Record<string, Record<string, unknown>>;
    required?: string[];
  };
  return Object.entries(schema.properties ?? {}).map(([name, of]) => {
    const example = exampleOf(of);
    return {
      name,
      in: 'query',
      required: schema.required?.includes(name) ?? false,
      schema: of,
      ...(example === undefined ? {} : { example }),
    };
  });
}

function bodyOf(operation: Operation) {
  if (operation.kind === 'act') {
    const schema = schemaOf(operation.input, 'input');
    return { requestBody: { required: true, content: { 'application/json': { schema, example: exampleOf(schema) } } } };
  }
  if (operation.kind === 'upload')
    return {
      requestBody: {
        required: true,
        description: `at most ${operation.maxBytes} bytes`,
        content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
      },
    };
  return {};
}

function answerOf(operation: Operation) {
  if (operation.kind === 'file')
    return { description: 'the file', content: { '*/*': { schema: { type: 'string', format: 'binary' } } } };
  const schema = schemaOf(operation.output, 'output');
  return { description: 'done', content: { 'application/json': { schema, example: exampleOf(schema) } } };
}

/** One entry for each status, naming the codes that share it, with an example of each. */
function refusalsOf(codes: readonly RefusalCode[]) {
  const byStatus = new Map<number, RefusalCode[]>();
  for (const code of codes) byStatus.set(refusals[code].status, [...(byStatus.get(refusals[code].status) ?? []), code]);
  return Object.fromEntries(
    [...byStatus].map(([status, same]) => [
      status,
      {
        description: same.map((code) => `${code}: ${refusals[code].en}`).join('\n'),
        content: {
          'application/json': {
            schema: { $ref: '#/components/schemas/Refusal' },
            examples: Object.fromEntries(same.map((code) => [code, { value: errorExample(code) }])),
          },
        },
      },
    ]),
  );
}
