/** Browser only: Taro draws its navigation bar out of bare `div`s; this gives its buttons a name, a role and the keyboard. */
export function nameTheBars(): void {
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
