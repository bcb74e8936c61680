import Taro from '@tarojs/taro'
import { ApiError, toApiError } from './api-error'
import { BASE, call } from './request'
import { readSession } from './session'

/** Saves the person's copy of their data. Throws ApiError. */
export const downloadMyData = (): Promise<void> => download('/me/export', '我的信用数据.zip')

/** Saves a file of the API: a download in a browser, a file to forward or keep in WeChat. Throws ApiError. */
export async function download(path: string, fileName: string): Promise<void> {
  const session = readSession()
  // Renews the access token where it has run out: a download cannot.
  if (session) await call('GET /me')
  const url = `${BASE}${path}`
  const headers: Record<string, string> = session ? { Authorization: `Bearer ${readSession()?.accessToken ?? ''}` } : {}
  if (process.env.TARO_ENV === 'h5') return saveInBrowser(url, headers, fileName)
  const answer = await Taro.downloadFile({ url, header: headers, filePath: `${Taro.env.USER_DATA_PATH ?? ''}/${fileName}` }).catch(() => undefined)
  if (answer?.statusCode !== 200) throw offline()
  await Taro.shareFileMessage({ filePath: answer.filePath ?? answer.tempFilePath, fileName })
}

async function saveInBrowser(url: string, headers: Record<string, string>, fileName: string): Promise<void> {
  const answer = await fetch(url, { headers }).catch(() => undefined)
  if (!answer) throw offline()
  if (!answer.ok) throw toApiError(answer.status, await answer.json().catch(() => undefined), '')
  const address = URL.createObjectURL(await answer.blob())
  const link = document.createElement('a')
  link.href = address
  link.download = fileName
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

const offline = () => new ApiError({ status: 0, code: 'OFFLINE', title: '没有下载成功', detail: '请检查网络后再试' })
