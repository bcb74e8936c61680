import Taro from '@tarojs/taro'

/** Browser only: Taro's toast is not announced, so the same words go into a live region. */
function announce(message: string): void {
  const known = document.getElementById('toast-words')
  const region = known ?? document.createElement('div')
  if (!known) {
    region.id = 'toast-words'
    region.className = 'only-heard'
    region.setAttribute('role', 'status')
    region.setAttribute('aria-live', 'polite')
    document.body.append(region)
  }
  region.textContent = message
}

/** A short sentence about what has just been done. Never the only place where a failure is told. */
export function toast(message: string): void {
  if (process.env.TARO_ENV === 'h5') announce(message)
  void Taro.showToast({ title: message, icon: 'none', duration: 2500 })
}
