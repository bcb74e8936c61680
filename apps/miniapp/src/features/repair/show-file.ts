import Taro from '@tarojs/taro'

/** Shows a file that was fetched: in a window of its own in a browser, in WeChat's viewers otherwise. Never rejects. */
export async function showFile(address: string, mediaType: string): Promise<void> {
  if (process.env.TARO_ENV === 'h5') {
    const link = document.createElement('a')
    link.href = address
    link.target = '_blank'
    link.rel = 'noopener'
    link.click()
    setTimeout(() => URL.revokeObjectURL(address), 300_000)
    return
  }
  if (mediaType === 'application/pdf') await Taro.openDocument({ filePath: address, fileType: 'pdf' }).catch(() => undefined)
  else await Taro.previewImage({ urls: [address] }).catch(() => undefined)
}
