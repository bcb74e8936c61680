import Taro from '@tarojs/taro'
import { parseTillCode } from '@xinhui/pass'

/**
 * WeChat's own scanner (QR and barcode). The text, or null when the reader closed it.
 * In a browser the `Scanner` component opens the camera instead, see `camera.ts`.
 */
export async function scanCode(): Promise<string | null> {
  try {
    const { result } = await Taro.scanCode({ onlyFromCamera: true, scanType: ['qrCode', 'barCode'] })
    return result === '' ? null : result
  } catch (error) {
    const message = typeof error === 'object' && error !== null ? String(Reflect.get(error, 'errMsg') ?? '') : ''
    if (/cancel/i.test(message)) return null
    throw error
  }
}

/**
 * What a clerk typed or a gun scanned, as one token. Digits may come in groups; the text of a pass is base45,
 * where spaces and dashes count, so only line ends are dropped from it.
 */
export function typedCode(text: string): string {
  const digits = text.replace(/[\s-]/g, '')
  return /^\d*$/.test(digits) ? digits : text.replace(/[\r\n\t]/g, '')
}

const TILL_DIGITS = 18
const inSixes = (digits: string) => digits.replace(/(.{6})(?=.)/g, '$1 ')

export interface TypedState {
  /** Worth sending to the server. */
  ready: boolean
  /** What was typed, in the groups it is printed in, and how much is missing. */
  hint: string
  error?: string
}

/** How far a clerk has come with typing a till code; a wrong digit is noticed here, without asking the server. */
export function typedState(text: string): TypedState {
  const code = typedCode(text)
  if (code === '') return { ready: false, hint: '扫不出时，输入条码下方的 18 位数字' }
  if (!/^\d+$/.test(code)) return { ready: true, hint: '已读到出示码' }
  const shown = inSixes(code)
  if (code.length < TILL_DIGITS) return { ready: false, hint: `${shown}，还差 ${TILL_DIGITS - code.length} 位` }
  if (code.length > TILL_DIGITS) return { ready: false, hint: shown, error: `${shown}，多了 ${code.length - TILL_DIGITS} 位` }
  const parsed = parseTillCode(code)
  return parsed.ok ? { ready: true, hint: shown } : { ready: false, hint: shown, error: `${shown}，号码不对，请逐组核对` }
}
