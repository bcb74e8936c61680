import Taro from '@tarojs/taro'

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
