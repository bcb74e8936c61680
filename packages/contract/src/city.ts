import { z } from 'zod'
import type { EndpointShape } from './common'

export const City = z.object({
  code: z.string(),
  name: z.string(),
  serviceName: z.string(),
  accent: z.string(),
  hotline: z.string(),
  mode: z.enum(['demo', 'production']),
  reversalWindowMinutes: z.number().int(),
})
export type City = z.infer<typeof City>

export const cityEndpoints = {
  'GET /city': { summary: 'Name, colour and limits of this city', response: City },
  'GET /pass-keys': { summary: 'Public keys of passes as JWKS', response: z.object({ keys: z.array(z.record(z.string(), z.string())) }) },
} as const satisfies Record<string, EndpointShape>
