import { z } from 'zod';
import { nothing, streamed, type Operation } from '../../kernel/operation.ts';
import { KEY_DAYS } from './idempotency.ts';

type Json = Record<string, unknown>;

// JSON side of every schema: a moment is text, a default makes a field optional.
const schemaOf = (schema: z.ZodType): Json => {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' });
  return json;
};

function parameters(op: Operation): Json[] {
  const part = (place: 'path' | 'query', fields: z.ZodRawShape) =>
    Object.entries(fields).map(([name, schema]) => ({
      name,
      in: place,
      required: place === 'path' || !(schema as z.ZodType).safeParse(undefined).success,
      schema: schemaOf(schema as z.ZodType),
    }));
  return [...part('path', op.params), ...part('query', op.query)];
}

function answers(op: Operation): Json {
  const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  const failures = Object.fromEntries(
    [...new Set(op.errors.map((kind) => kind.status))].map((status) => [
      String(status),
      {
        description: op.errors
          .filter((kind) => kind.status === status)
          .map((kind) => `${kind.code}: ${kind.en}`)
          .join('; '),
        content: problem,
      },
    ]),
  );
  const success =
    op.output === nothing
      ? { '204': { description: 'Done' } }
      : op.output === streamed
        ? { '200': { description: 'The file', content: { '*/*': { schema: { type: 'string', format: 'binary' } } } } }
        : { '200': { description: 'Answer', content: { 'application/json': { schema: schemaOf(op.output) } } } };
  return { ...success, ...failures, default: { description: 'Any other problem', content: problem } };
}

function described(op: Operation): Json {
  const hasBody = Object.keys(op.body).length > 0;
  const idempotency = {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description: `A repeat with the same key and content gets the first answer, for ${KEY_DAYS} days; where the answer carries a secret, for 24 hours.`,
    schema: { type: 'string', minLength: 8, maxLength: 200 },
  };
  return {
    operationId: op.id,
    summary: op.summary.en,
    description: op.summary.zh,
    tags: [op.id.split('.')[0]],
    'x-permission': op.permission,
    parameters: op.method === 'GET' ? parameters(op) : [...parameters(op), idempotency],
    ...(op.raw
      ? { requestBody: { required: true, content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } } }
      : {}),
    ...(hasBody ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(z.object(op.body)) } } } } : {}),
    responses: answers(op),
    ...(op.permission === 'public' ? { security: [] } : {}),
  };
}

/** OpenAPI 3.1 of all operations. */
export function openApi(operations: readonly Operation[], version: string): Json {
  const paths: Record<string, Json> = {};
  for (const op of operations) {
    const path = `/api/v1${op.path.replace(/:(\w+)/g, '{$1}')}`;
    paths[path] = { ...paths[path], [op.method.toLowerCase()]: described(op) };
  }
  return {
    openapi: '3.1.0',
    info: { title: '同创 Tongchuang', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    security: [{ session: [] }],
    paths,
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'session' } },
      schemas: {
        Problem: {
          type: 'object',
          required: ['type', 'code', 'status', 'title'],
          properties: {
            type: { type: 'string' },
            code: { type: 'string', description: 'Stable' },
            status: { type: 'integer' },
            title: { type: 'string', description: "In the reader's language" },
            faults: {
              type: 'array',
              items: {
                type: 'object',
                required: ['path', 'code', 'message'],
                properties: { path: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' } },
              },
            },
            instance: { type: 'string' },
          },
        },
      },
    },
  };
}
