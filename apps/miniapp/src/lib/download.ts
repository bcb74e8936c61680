import Taro from '@tarojs/taro'
import { ApiError, toApiError } from './api-error'
import { BASE, call } from './request'
import { readSession } from './session'

const FILE_NAME = '我的信用数据.zip'

/** Saves the person's copy of their data: a download in a browser, a file to forward or keep in WeChat. Throws ApiError. */
export async function downloadMyData(): Promise<void> {
  // Renews the access token where it has run out: a download cannot.
  await call('GET /me')
  const url = `${BASE}/me/export`
  const headers = { Authorization: `Bearer ${readSession()?.accessToken ?? ''}` }
  if (process.env.TARO_ENV === 'h5') return saveInBrowser(url, headers)
  const answer = await Taro.downloadFile({ url, header: headers, filePath: `${Taro.env.USER_DATA_PATH ?? ''}/${FILE_NAME}` }).catch(() => undefined)
  if (answer?.statusCode !== 200) throw offline()
  await Taro.shareFileMessage({ filePath: answer.filePath ?? answer.tempFilePath, fileName: FILE_NAME })
}

async function saveInBrowser(url: string, headers: Record<string, string>): Promise<void> {
  const answer = await fetch(url, { headers }).catch(() => undefined)
  if (!answer) throw offline()
  if (!answer.ok) throw toApiError(answer.status, await answer.json().catch(() => undefined), '')
  const address = URL.createObjectURL(await answer.blob())
  const link = document.createElement('a')
  link.href = address
  link.download = FILE_NAME
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

const offline = () => new ApiError({ status: 0, code: 'OFFLINE', title: '没有下载成功', detail: '请检查网络后再试' })
