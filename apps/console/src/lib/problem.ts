import type { Problem } from '@xinhui/contract'

export interface FieldIssue {
  field: string
  row?: number
  message: string
}

/** What the API answered instead of what was asked. `status` 0 means that no answer came at all. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly detail: string | undefined
  readonly requestId: string | undefined
  readonly facts: Readonly<Record<string, unknown>>
  readonly fieldErrors: readonly FieldIssue[]

  constructor(problem: Pick<Problem, 'status' | 'code' | 'title'> & Partial<Problem>) {
    super(problem.title)
    this.name = 'ApiError'
    this.status = problem.status
    this.code = problem.code
    this.detail = problem.detail
    this.requestId = problem.requestId
    this.facts = problem.facts ?? {}
    this.fieldErrors = problem.errors ?? []
  }

  /** The message for one field, if the server named it. */
  field(name: string): string | undefined {
    return this.fieldErrors.find((issue) => issue.field === name || issue.field.endsWith(`.${name}`))?.message
  }
}

export const noAnswer = () =>
  new ApiError({ status: 0, code: 'NETWORK', title: '连不上服务', detail: '请检查网络后重试，已填写的内容还在。' })

const plainTitles: Readonly<Record<number, string>> = {
  400: '提交的内容有误',
  401: '登录已失效，请重新登录',
  403: '没有权限',
  404: '没有找到',
  409: '状态已变化，请刷新后再试',
  413: '文件太大',
  415: '不支持这种文件',
  429: '操作太频繁，请稍后再试',
}

const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'title' in value && typeof value.title === 'string' && 'code' in value && typeof value.code === 'string'

/** Reads problem+json; whatever else comes (a proxy's HTML page, nothing) becomes a sentence a reader can use. */
export function problemOf(status: number, text: string): ApiError {
  try {
    const parsed: unknown = JSON.parse(text)
    if (isProblem(parsed)) return new ApiError({ ...parsed, status })
  } catch {
    // Not JSON: the sentence below is all there is to say.
  }
  return new ApiError({ status, code: `HTTP_${status}`, title: plainTitles[status] ?? '服务暂时不可用', detail: status >= 500 ? '请稍后重试。' : undefined })
}

/** One sentence for the reader, whatever was thrown. */
export function sentenceOf(error: unknown): { title: string; detail: string | undefined; requestId: string | undefined } {
  if (error instanceof ApiError) return { title: error.message, detail: error.detail, requestId: error.requestId }
  return { title: '页面出了问题', detail: '请刷新后重试。', requestId: undefined }
}

/** Each field the server found wrong, or the one thing it said. */
export const tellFailure = (error: unknown): string[] => (error instanceof ApiError && error.fieldErrors.length > 0 ? error.fieldErrors.map((e) => e.message) : [sentenceOf(error).detail ?? sentenceOf(error).title])
