import { Problem } from '@xinhui/contract'
import { z } from 'zod'
import type { RegisteredRoute } from './route'

const schemaOf = (schema: z.ZodType, io: 'input' | 'output') => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' }) as Record<string, unknown>
  return rest
}

interface ObjectSchema {
  properties?: Record<string, unknown>
  required?: string[]
}

const parametersOf = (place: 'path' | 'query', schema: z.ZodType | undefined) => {
  if (!schema) return []
  const object = schemaOf(schema, 'input') as ObjectSchema
  return Object.entries(object.properties ?? {}).map(([name, value]) => ({ name, in: place, required: place === 'path' || (object.required ?? []).includes(name), schema: value }))
}

/** OpenAPI 3.1 of everything registered, with each route's roles, owner check and audit action as `x-` fields. */
export function openApiDocument(routes: readonly RegisteredRoute[], info: { title: string; version: string }): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {}
  const bySortedKey = [...routes].sort((a, b) => (a.key < b.key ? -1 : 1))
  for (const route of bySortedKey) {
    const [method = '', path = ''] = route.key.split(' ')
    const { shape } = route
    const success = String(shape.status ?? (shape.response || shape.file ? 200 : 204))
    const content = shape.response ? { 'application/json': { schema: schemaOf(shape.response, 'output') } } : shape.file ? { [shape.file]: { schema: { type: 'string' } } } : undefined
    ;(paths[`/api/v1${path}`] ??= {})[method.toLowerCase()] = {
      summary: shape.summary,
      tags: [path.split('/')[1]],
      operationId: route.key.replaceAll(/[^A-Za-z0-9]+/g, '_').replaceAll(/_$/g, ''),
      'x-roles': route.roles,
      'x-owner': route.owner,
      'x-audit': route.audit,
      security: route.roles.includes('anonymous') ? [] : [{ accessToken: [] }],
      parameters: [
        ...parametersOf('path', shape.params),
        ...parametersOf('query', shape.query),
        ...(method === 'GET' || route.idempotency === 'none' ? [] : [{ name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', pattern: '^[\\w-]{8,80}$' } }]),
      ],
      ...(shape.body ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(shape.body, 'input') } } } } : {}),
      ...(shape.upload ? { requestBody: { required: true, content: Object.fromEntries(shape.upload.map((t) => [t, { schema: { type: 'string', format: 'binary' } }])) } } : {}),
      responses: {
        [success]: { description: 'OK', ...(content ? { content } : {}) },
        default: { description: 'A refusal with a stable code', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
      },
    }
  }
  return {
    openapi: '3.1.0',
    info,
    paths,
    components: { schemas: { Problem: schemaOf(Problem, 'output') }, securitySchemes: { accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
  }
}
