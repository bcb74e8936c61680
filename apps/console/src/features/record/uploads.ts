import { newKey } from '../../lib/request'
import { ApiError, sentenceOf } from '../../lib/problem'
import { uploadImport } from '../../lib/upload'
import type { Batch } from './queries'

export type UploadState =
  | { status: 'waiting' }
  | { status: 'sending'; ratio: number }
  /** All bytes have left; the server checks and stores. */
  | { status: 'checking' }
  | { status: 'done'; batch: Batch }
  | { status: 'failed'; title: string; detail: string | undefined; canRetry: boolean }

export interface Upload {
  id: number
  name: string
  bytes: number
  state: UploadState
}

interface Job extends Upload {
  file: File
  layout: string | undefined
  /** One key for this choice of file: pressing 重试 never imports it twice. */
  key: string
  abort: AbortController
}

let jobs: readonly Job[] = []
let running = false
let lastId = 0
const listeners = new Set<() => void>()
const settled = new Set<() => void>()

function publish(next: readonly Job[]) {
  jobs = next
  for (const listener of listeners) listener()
}
const update = (id: number, state: UploadState) => publish(jobs.map((job) => (job.id === id ? { ...job, state } : job)))

/** Why this file need not even be sent; `undefined` when it may. */
export function refusalOf(file: Pick<File, 'name' | 'size'>): string | undefined {
  if (/\.xls$/i.test(file.name)) return '旧版 .xls 请先另存为 .xlsx'
  if (!/\.(?:csv|xlsx)$/i.test(file.name)) return '只收 CSV 或 XLSX 文件'
  if (file.size === 0) return '文件是空的'
  return undefined
}

async function work(): Promise<void> {
  if (running) return
  running = true
  try {
    for (let job = jobs.find((one) => one.state.status === 'waiting'); job !== undefined; job = jobs.find((one) => one.state.status === 'waiting')) await sendOne(job)
  } finally {
    running = false
  }
}

async function sendOne(job: Job): Promise<void> {
  update(job.id, { status: 'sending', ratio: 0 })
  try {
    const batch = await uploadImport(job.file, {
      fileName: job.name,
      layout: job.layout,
      idempotencyKey: job.key,
      signal: job.abort.signal,
      onProgress: (ratio) => update(job.id, ratio >= 1 ? { status: 'checking' } : { status: 'sending', ratio }),
    })
    update(job.id, { status: 'done', batch })
  } catch (error) {
    if (job.abort.signal.aborted) return
    const { title, detail } = sentenceOf(error)
    const said = error instanceof ApiError && error.fieldErrors.length > 0 ? error.fieldErrors.map((issue) => issue.message).join('；') : detail
    update(job.id, { status: 'failed', title, detail: said, canRetry: !(error instanceof ApiError) || error.status === 0 || error.status >= 500 || error.status === 429 })
  }
  for (const listener of settled) listener()
}

/** Uploads live outside the pages: one at a time, going on while the reader looks elsewhere. */
export const uploads = {
  get: (): readonly Upload[] => jobs,
  subscribe: (listener: () => void) => {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  },
  /** After each answer, a refusal too: what the server could not read stands in its list as well. */
  onSettled(listener: () => void) {
    settled.add(listener)
    return () => {
      settled.delete(listener)
    }
  },
  add(files: readonly File[], layout: string | undefined) {
    const added = files.map((file): Job => {
      const refusal = refusalOf(file)
      lastId += 1
      return {
        id: lastId,
        name: file.name,
        bytes: file.size,
        file,
        layout,
        key: newKey(),
        abort: new AbortController(),
        state: refusal === undefined ? { status: 'waiting' } : { status: 'failed', title: '没有上传', detail: refusal, canRetry: false },
      }
    })
    publish([...added, ...jobs])
    void work()
  },
  retry(id: number) {
    update(id, { status: 'waiting' })
    void work()
  },
  /** Takes it off the list; what is still on its way is stopped. */
  drop(id: number) {
    jobs.find((job) => job.id === id)?.abort.abort()
    publish(jobs.filter((job) => job.id !== id))
  },
  clear() {
    for (const job of jobs) job.abort.abort()
    publish([])
  },
}

export const isActive = (upload: Upload) => ['waiting', 'sending', 'checking'].includes(upload.state.status)
