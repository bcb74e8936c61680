import Taro from '@tarojs/taro'
import { ApiError, toApiError } from './api-error'
import { BASE, call } from './request'
import { readSession } from './session'

/** A file of the reader's, before it is sent. */
export interface Chosen {
  /** '' for what comes from the camera. */
  name: string
  byteCount: number
  body: File | ArrayBuffer
}

const authorization = () => `Bearer ${readSession()?.accessToken ?? ''}`

const offline = () => new ApiError({ status: 0, code: 'OFFLINE', title: '没有上传成功', detail: '请检查网络后再试' })

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Lets the reader take or choose one picture, and where `pdf` says so a PDF. Undefined: they chose none. */
export function chooseFile({ pdf }: { pdf: boolean }): Promise<Chosen | undefined> {
  return process.env.TARO_ENV === 'h5' ? chooseInBrowser(pdf) : chooseInWechat(pdf)
}

async function chooseInBrowser(pdf: boolean): Promise<Chosen | undefined> {
  const file = await new Promise<File | undefined>((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = `image/jpeg,image/png${pdf ? ',application/pdf' : ''}`
    input.addEventListener('change', () => resolve(input.files?.[0]))
    input.addEventListener('cancel', () => resolve(undefined))
    input.click()
  })
  return file && { name: file.name, byteCount: file.size, body: file }
}

async function chooseInWechat(pdf: boolean): Promise<Chosen | undefined> {
  // A PDF on a phone lies in a conversation: WeChat has no chooser for any other place.
  const from = pdf ? await Taro.showActionSheet({ itemList: ['拍照或从相册选', '从聊天记录选文件'] }).catch(() => undefined) : { tapIndex: 0 }
  if (!from) return undefined
  const [path, name] = from.tapIndex === 0 ? await pictureInWechat() : await messageInWechat()
  if (path === undefined) return undefined
  const body = Taro.getFileSystemManager().readFileSync(path)
  return typeof body === 'string' ? undefined : { name, byteCount: body.byteLength, body }
}

async function pictureInWechat(): Promise<[path: string | undefined, name: string]> {
  const chosen = await Taro.chooseMedia({ count: 1, mediaType: ['image'], sizeType: ['compressed'], sourceType: ['camera', 'album'] }).catch(() => undefined)
  return [chosen?.tempFiles[0]?.tempFilePath, '']
}

async function messageInWechat(): Promise<[path: string | undefined, name: string]> {
  const chosen = await Taro.chooseMessageFile({ count: 1, type: 'file', extension: ['pdf', 'jpg', 'jpeg', 'png'] }).catch(() => undefined)
  const [file] = chosen?.tempFiles ?? []
  return [file?.path, file?.name ?? '']
}

/** Sends a file and answers what the service says; `path` begins below the API. `onProgress`: hundredths that have left, in a browser. Throws ApiError. */
export async function sendFile(path: string, { body }: Chosen, onProgress?: (percent: number) => void): Promise<unknown> {
  // Renews the access token where it has run out: an upload cannot.
  await call('GET /me')
  const url = `${BASE}${path}`
  const header = { Authorization: authorization(), 'Content-Type': 'application/octet-stream' }
  const { status, text } = body instanceof ArrayBuffer ? await sendInWechat(url, header, body) : await sendInBrowser(url, header, body, onProgress)
  if (status < 200 || status >= 300) throw toApiError(status, parsed(text), '')
  return parsed(text)
}

async function sendInWechat(url: string, header: Record<string, string>, data: ArrayBuffer): Promise<{ status: number; text: string }> {
  const answer = await Taro.request<string>({ url, method: 'POST', header, data, dataType: 'text', responseType: 'text' }).catch(() => undefined)
  if (!answer) throw offline()
  return { status: answer.statusCode, text: answer.data }
}

/** Not `fetch`: it cannot tell how much has left. */
function sendInBrowser(url: string, header: Record<string, string>, file: File, onProgress?: (percent: number) => void): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sending = new XMLHttpRequest()
    sending.open('POST', url)
    for (const [name, value] of Object.entries(header)) sending.setRequestHeader(name, value)
    sending.upload.addEventListener('progress', ({ loaded, total }) => onProgress?.(total === 0 ? 0 : Math.floor((loaded / total) * 100)))
    sending.addEventListener('load', () => resolve({ status: sending.status, text: sending.responseText }))
    for (const failed of ['error', 'abort', 'timeout']) sending.addEventListener(failed, () => reject(offline()))
    sending.send(file)
  })
}

/** A file of the service as something this phone can show: an address in a browser, a path in WeChat. Undefined when it cannot be fetched. */
export async function fetchFile(path: string): Promise<string | undefined> {
  const header = { Authorization: authorization() }
  if (process.env.TARO_ENV === 'h5') {
    const answer = await fetch(`${BASE}${path}`, { headers: header }).catch(() => undefined)
    return answer?.ok ? URL.createObjectURL(await answer.blob()) : undefined
  }
  const answer = await Taro.downloadFile({ url: `${BASE}${path}`, header }).catch(() => undefined)
  return answer?.statusCode === 200 ? answer.tempFilePath : undefined
}
