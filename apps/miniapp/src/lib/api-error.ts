export interface FieldProblem {
  field: string
  row?: number
  message: string
}

interface ApiErrorFacts {
  /** HTTP status; 0 when no answer came. */
  status: number
  /** Stable code of the API, or OFFLINE (no network), TIMEOUT (sent, outcome unknown), BAD_ANSWER. */
  code: string
  title: string
  detail?: string
  fieldErrors?: readonly FieldProblem[]
  requestId?: string
  facts?: Readonly<Record<string, unknown>>
}

/** What went wrong in a call, in words fit to show. `detail` is always a sentence for the reader. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly title: string
  readonly detail: string
  readonly fieldErrors: readonly FieldProblem[]
  readonly requestId: string
  readonly facts: Readonly<Record<string, unknown>>

  constructor({ status, code, title, detail = '', fieldErrors = [], requestId = '', facts = {} }: ApiErrorFacts) {
    super(detail === '' ? title : `${title}：${detail}`)
    this.name = 'ApiError'
    this.status = status
    this.code = code
    this.title = title
    this.detail = detail
    this.fieldErrors = fieldErrors
    this.requestId = requestId
    this.facts = facts
  }

  /** No verdict of the server: the same call, with the same idempotency key, may be sent again. */
  get unanswered(): boolean {
    return this.status === 0
  }
}

/** The message for one input, if the server found fault with it. */
export const fieldError = (error: unknown, field: string): string | undefined =>
  error instanceof ApiError ? error.fieldErrors.find((problem) => problem.field === field)?.message : undefined

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

const toFieldProblem = (value: unknown): FieldProblem[] => {
  if (!isRecord(value)) return []
  const { field, row, message } = value
  if (typeof field !== 'string' || typeof message !== 'string') return []
  return [{ field, message, ...(typeof row === 'number' ? { row } : {}) }]
}

/** From an RFC 9457 problem document; an answer that is not one (a gateway's HTML page) becomes BAD_ANSWER. */
export function toApiError(status: number, body: unknown, requestId: string): ApiError {
  if (!isRecord(body) || text(body.code) === undefined) {
    return new ApiError({ status, code: 'BAD_ANSWER', title: '服务暂时不可用', detail: '请稍后再试', requestId })
  }
  return new ApiError({
    status,
    code: String(body.code),
    title: text(body.title) ?? '没有办成',
    detail: text(body.detail),
    fieldErrors: Array.isArray(body.errors) ? body.errors.flatMap(toFieldProblem) : [],
    requestId: text(body.requestId) ?? requestId,
    facts: isRecord(body.facts) ? body.facts : {},
  })
}
