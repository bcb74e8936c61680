import Taro from '@tarojs/taro'
import { ApiError, toApiError } from '../../lib/api-error'
import { BASE, call } from '../../lib/request'
import { readSession } from '../../lib/session'

const authorization = () => `Bearer ${readSession()?.accessToken ?? ''}`
const offline = () => new ApiError({ status: 0, code: 'OFFLINE', title: '没有上传成功', detail: '请检查网络后再试' })

/** A photo of an order as something a picture can show; undefined when it cannot be fetched. `path` begins below the API. */
export async function fetchPhoto(path: string): Promise<string | undefined> {
  const header = { Authorization: authorization() }
  if (process.env.TARO_ENV === 'h5') {
    const answer = await fetch(`${BASE}${path}`, { headers: header }).catch(() => undefined)
    return answer?.ok ? URL.createObjectURL(await answer.blob()) : undefined
  }
  const answer = await Taro.downloadFile({ url: `${BASE}${path}`, header }).catch(() => undefined)
  return answer?.statusCode === 200 ? answer.tempFilePath : undefined
}

/** Lets the clerk take or choose one photo and sends it. False: they chose none. Throws ApiError. */
export async function addPhoto(waiverId: string): Promise<boolean> {
  // Chosen first: a browser opens its chooser only right after the tap.
  const photo = process.env.TARO_ENV === 'h5' ? await chooseInBrowser() : await chooseInWechat()
  if (!photo) return false
  // Renews the access token where it has run out: an upload cannot.
  await call('GET /me')
  const url = `${BASE}/desk/waivers/${waiverId}/photos`
  const header = { Authorization: authorization(), 'Content-Type': 'application/octet-stream' }
  if (photo instanceof ArrayBuffer) {
    const answer = await Taro.request<string>({ url, method: 'POST', header, data: photo, dataType: 'text', responseType: 'text' }).catch(() => undefined)
    if (!answer) throw offline()
    if (answer.statusCode >= 300) throw toApiError(answer.statusCode, parsed(answer.data), '')
    return true
  }
  const answer = await fetch(url, { method: 'POST', headers: header, body: photo }).catch(() => undefined)
  if (!answer) throw offline()
  if (!answer.ok) throw toApiError(answer.status, await answer.json().catch(() => undefined), '')
  return true
}

const chooseInBrowser = (): Promise<File | undefined> =>
  new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = 'image/jpeg,image/png'
    input.addEventListener('change', () => resolve(input.files?.[0]))
    input.addEventListener('cancel', () => resolve(undefined))
    input.click()
  })

async function chooseInWechat(): Promise<ArrayBuffer | undefined> {
  const chosen = await Taro.chooseMedia({ count: 1, mediaType: ['image'], sizeType: ['compressed'], sourceType: ['camera', 'album'] }).catch(() => undefined)
  const path = chosen?.tempFiles[0]?.tempFilePath
  const data = path === undefined ? undefined : Taro.getFileSystemManager().readFileSync(path)
  return typeof data === 'string' ? undefined : data
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
