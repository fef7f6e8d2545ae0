import { type Operation, type Operations, type RefusalCode, refusals } from '@jiesuo/contract';
import { needsStepUp } from '@jiesuo/contract/console';
import { z } from 'zod';

/** Refusals that any operation may give. */
const always: readonly RefusalCode[] = ['invalid_input', 'too_many_requests', 'internal', 'unavailable'];

const schemaOf = (type: z.ZodType, io: 'input' | 'output') =>
  z.toJSONSchema(type, { io, unrepresentable: 'any', target: 'openapi-3.0' });

/** The contract of one side as OpenAPI 3.0, for those who call it from elsewhere. */
export function openApiOf(
  operations: Operations,
  info: { readonly title: string; readonly origin: string; readonly cookie: string },
) {
  const paths: Record<string, unknown> = {};
  for (const operation of Object.values(operations))
    paths[`/api/${operation.name}`] = {
      [operation.kind === 'act' || operation.kind === 'upload' ? 'post' : 'get']: describe(operation),
    };
  return {
    openapi: '3.0.3',
    info: { title: info.title, version: '1' },
    servers: [{ url: info.origin }],
    paths,
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: info.cookie } },
      schemas: { Refusal: refusalSchema },
    },
  };
}

function describe(operation: Operation) {
  const isOpen = operation.roles.includes('anyone') || operation.roles.includes('bridge');
  const isGuarded = needsStepUp(operation.name);
  const codes: RefusalCode[] = [
    ...new Set([
      ...operation.refusals,
      ...always,
      ...(isOpen ? [] : (['log_in_required'] as const)),
      ...(isGuarded ? (['step_up_needed'] as const) : []),
    ]),
  ];
  return {
    operationId: operation.name,
    summary: operation.summary,
    tags: [operation.name.split('.')[0]],
    'x-roles': operation.roles,
    ...(isGuarded ? { 'x-step-up': true } : {}),
    security: isOpen ? [] : [{ session: [] }],
    ...(operation.kind === 'act' ? {} : { parameters: parametersOf(operation) }),
    ...bodyOf(operation),
    responses: { 200: answerOf(operation), ...refusalsOf(codes) },
  };
}

function parametersOf(operation: Operation) {
  const schema = schemaOf(operation.input, 'input') as { properties?: Record<string, unknown>; required?: string[] };
  return Object.entries(schema.properties ?? {}).map(([name, of]) => ({
    name,
    in: 'query',
    required: schema.required?.includes(name) ?? false,
    schema: of,
  }));
}

function bodyOf(operation: Operation) {
  if (operation.kind === 'act')
    return {
      requestBody: { required: true, content: { 'application/json': { schema: schemaOf(operation.input, 'input') } } },
    };
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

const answerOf = (operation: Operation) =>
  operation.kind === 'file'
    ? { description: 'the file', content: { '*/*': { schema: { type: 'string', format: 'binary' } } } }
    : { description: 'done', content: { 'application/json': { schema: schemaOf(operation.output, 'output') } } };

/** One entry for each status, naming the codes that share it. */
function refusalsOf(codes: readonly RefusalCode[]) {
  const byStatus = new Map<number, RefusalCode[]>();
  for (const code of codes) byStatus.set(refusals[code].status, [...(byStatus.get(refusals[code].status) ?? []), code]);
  return Object.fromEntries(
    [...byStatus].map(([status, same]) => [
      status,
      {
        description: same.map((code) => `${code}: ${refusals[code].en}`).join('\n'),
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Refusal' } } },
      },
    ]),
  );
}

const refusalSchema = {
  type: 'object',
  required: ['code', 'message'],
  properties: {
    code: { type: 'string', enum: Object.keys(refusals) },
    message: { type: 'string' },
    fields: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'code', 'message'],
        properties: { path: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' } },
      },
    },
    detail: { type: 'object', additionalProperties: { oneOf: [{ type: 'string' }, { type: 'number' }] } },
    requestId: { type: 'string' },
  },
};
