import type { Api } from '@xinhui/contract'
import { noAnswer, problemOf } from './problem'
import { addressOf, freshToken, refresh } from './request'

type Batch = Api['POST /console/imports']['response']

export interface UploadOptions {
  fileName: string
  layout?: string
  idempotencyKey: string
  /** 0…1 of the bytes handed to the network; 1 means that the server now checks and stores. */
  onProgress: (ratio: number) => void
  signal?: AbortSignal
}

/** fetch cannot tell how much of a body has left; XMLHttpRequest can. */
function post(url: string, token: string, file: Blob, options: UploadOptions): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', url)
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    request.setRequestHeader('Accept', 'application/json')
    request.setRequestHeader('Authorization', `Bearer ${token}`)
    request.setRequestHeader('Idempotency-Key', options.idempotencyKey)
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable && event.total > 0) options.onProgress(event.loaded / event.total)
    })
    request.upload.addEventListener('load', () => options.onProgress(1))
    request.addEventListener('load', () => resolve({ status: request.status, text: request.responseText }))
    request.addEventListener('error', () => reject(noAnswer()))
    request.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')))
    options.signal?.addEventListener('abort', () => request.abort(), { once: true })
    request.send(file)
  })
}

/** Sends one file to 数据归集. The token is renewed first when it might not outlast the upload; the key stays the same through every retry. */
export async function uploadImport(file: Blob, options: UploadOptions): Promise<Batch> {
  const { url } = addressOf('POST /console/imports', { query: { fileName: options.fileName, layout: options.layout } })
  let answer = await post(url, await freshToken(120), file, options)
  if (answer.status === 401) {
    await refresh()
    answer = await post(url, await freshToken(0), file, options)
  }
  if (answer.status < 200 || answer.status > 299) throw problemOf(answer.status, answer.text)
  return JSON.parse(answer.text) as Batch
}
