import Taro from '@tarojs/taro'
import { ApiError, toApiError } from '../../lib/api-error'
import { BASE, call } from '../../lib/request'
import { readSession } from '../../lib/session'

const offline = () => new ApiError({ status: 0, code: 'OFFLINE', title: '没有上传成功', detail: '请检查网络后再试' })

/** Lets the applicant choose the licence (in a browser also a PDF) and sends it. False: they chose none. Throws ApiError. */
export async function sendLicence(firmId: string): Promise<boolean> {
  // Renews the access token where it has run out: an upload cannot.
  await call('GET /me')
  const url = `${BASE}/firms/${firmId}/merchant-application/licence`
  const header = { Authorization: `Bearer ${readSession()?.accessToken ?? ''}`, 'Content-Type': 'application/octet-stream' }
  return process.env.TARO_ENV === 'h5' ? fromBrowser(url, header) : fromWechat(url, header)
}

async function fromBrowser(url: string, headers: Record<string, string>): Promise<boolean> {
  const file = await new Promise<File | undefined>((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = 'image/jpeg,image/png,application/pdf'
    input.addEventListener('change', () => resolve(input.files?.[0]))
    input.addEventListener('cancel', () => resolve(undefined))
    input.click()
  })
  if (!file) return false
  const answer = await fetch(url, { method: 'POST', headers, body: file }).catch(() => undefined)
  if (!answer) throw offline()
  if (!answer.ok) throw toApiError(answer.status, await answer.json().catch(() => undefined), '')
  return true
}

async function fromWechat(url: string, header: Record<string, string>): Promise<boolean> {
  const chosen = await Taro.chooseMedia({ count: 1, mediaType: ['image'], sizeType: ['compressed'], sourceType: ['camera', 'album'] }).catch(() => undefined)
  const path = chosen?.tempFiles[0]?.tempFilePath ?? ''
  if (path === '') return false
  const data = Taro.getFileSystemManager().readFileSync(path)
  const answer = await Taro.request<string>({ url, method: 'POST', header, data, dataType: 'text', responseType: 'text' }).catch(() => undefined)
  if (!answer) throw offline()
  if (answer.statusCode >= 300) throw toApiError(answer.statusCode, parsed(answer.data), '')
  return true
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
