/** Browser only: Taro draws its bars out of bare `div`s; this gives their parts a name, a role and the keyboard. */
export function nameTheBars(): void {
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
