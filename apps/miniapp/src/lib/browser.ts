import { toast } from '../components/toast'

/** Browser only: what Taro leaves to do there. */
export function fitBrowser(): void {
  nameTheBars()
  openLostPages()
}

/** Taro draws its bars out of bare `div`s; this gives their parts a name, a role and the keyboard. */
function nameTheBars(): void {
  document.querySelector('#taro-navigation-bar')?.setAttribute('role', 'banner')
  const tabs = document.querySelector('taro-tabbar')
  tabs?.setAttribute('role', 'navigation')
  tabs?.setAttribute('aria-label', '主导航')
  for (const [selector, name] of [
    ['.taro-navigation-bar-back', '返回'],
    ['.taro-navigation-bar-home', '回首页'],
  ] as const) {
    const part = document.querySelector<HTMLElement>(`#taro-navigation-bar ${selector}`)
    if (!part) continue
    part.setAttribute('role', 'button')
    part.setAttribute('aria-label', name)
    part.tabIndex = 0
    part.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' || event.key === ' ') {
        event.preventDefault()
        part.click()
      }
    })
  }
}

const RELOADED_AT = 'xinhui:reloaded-at'
const isLost = (reason: unknown): boolean => reason instanceof Error && /^Loading (CSS )?chunk/.test(reason.message)

/**
 * The code of a page comes when it is first opened, and Taro says nothing when it does not. Without network
 * that is told and the page opens as soon as the network is back; with network the release changed underneath, and a fresh
 * start gets the new one. WeChat has the whole package on the phone.
 */
function openLostPages(): void {
  window.addEventListener('unhandledrejection', ({ reason }) => {
    if (!isLost(reason)) return
    const wanted = location.href
    if (!navigator.onLine) {
      toast('没有网络，联网后自动打开这一页')
      window.addEventListener('online', () => location.href === wanted && location.reload(), { once: true })
      return
    }
    // Once in ten seconds: what still does not come then is not cured by starting over.
    if (Date.now() - Number(sessionStorage.getItem(RELOADED_AT)) < 10_000) return toast('打不开这个页面，请稍后再试')
    sessionStorage.setItem(RELOADED_AT, String(Date.now()))
    location.reload()
  })
}
