import { z } from 'zod'

/** An id carries its kind and sorts in time: `vch_` + 26 characters of lower-case Crockford base32 (48-bit ms + 80 random bits). */
export const idOf = (prefix: string) =>
  z.string().regex(new RegExp(`^${prefix}_[0-7][0-9a-hjkmnp-tv-z]{25}$`), `不是有效的编号（应以 ${prefix}_ 开头）`)

/** Calendar day in Asia/Shanghai, `YYYY-MM-DD`. */
export const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, '日期应为 2026-11-21 这样的格式')
/** Instant, UTC ISO 8601. */
export const Instant = z.iso.datetime()
/** Money in integer fen. */
export const Fen = z.number().int()
/** Score points in hundredths. */
export const Centi = z.number().int()

export const FieldError = z.object({
  field: z.string(),
  row: z.number().int().optional(),
  message: z.string(),
})

/** RFC 9457 problem document. `code` is stable and for machines, `title` and `detail` are for the reader. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string().optional(),
  requestId: z.string(),
  errors: z.array(FieldError).optional(),
  /** Facts that help: when and where a voucher was used, when to try again. */
  facts: z.record(z.string(), z.unknown()).optional(),
})
export type Problem = z.infer<typeof Problem>

export const Cursor = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
})

export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() })

export const Empty = z.object({})

/** One endpoint: what goes in, what comes out. The key in the map is `METHOD /path/{param}` below `/api/v1`. */
export interface EndpointShape {
  summary: string
  params?: z.ZodObject
  query?: z.ZodObject
  body?: z.ZodType
  /** Raw upload: media types accepted instead of a JSON body. */
  upload?: readonly string[]
  /** JSON answer; absent for 204 or a file. */
  response?: z.ZodType
  /** Media type of a file answer. */
  file?: string
  status?: 200 | 201 | 202 | 204
}
