import type { BrowserContext, Page } from 'playwright-core'
import { axe } from './chrome'

/** Axe findings nobody on this side of the code can mend, by rule and selector. Empty: everything drawn is ours to mend. */
const BEYOND_US: readonly string[] = []

interface Wanted {
  /** Side in px below which nothing that can be pressed may lie. */
  target: number
}

/** What is wrong with the page on screen, one line each; empty when nothing. */
export async function faults(page: Page, { target }: Wanted): Promise<string[]> {
  const laid = await page.evaluate((least) => {
    const shown = (element: Element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    const named = (element: Element) => `${element.tagName.toLowerCase()}.${element.className} “${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 24)}”`
    const round = (n: number) => Math.round(n * 10) / 10
    const found: string[] = []
    const root = document.documentElement
    if (root.scrollWidth > window.innerWidth) found.push(`the page is ${root.scrollWidth} px wide in a window of ${window.innerWidth}`)
    for (const element of document.querySelectorAll('body *')) {
      if (!shown(element)) continue
      const { overflowX } = getComputedStyle(element)
      // A row of chips scrolls sideways on purpose; a heard-only text is one pixel wide.
      if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1 && overflowX !== 'visible' && !element.matches('.chip-row')) found.push(`cut or scrolling sideways by ${element.scrollWidth - element.clientWidth} px: ${named(element)}`)
      if (!element.matches('button, a[href], input, select, textarea, summary, [role=button], [role=link], [role=checkbox], [role=radio], [role=switch], [role=tab], .weui-tabbar__item')) continue
      const { width, height, left, right } = element.getBoundingClientRect()
      if (width < least - 0.5 || height < least - 0.5) found.push(`${round(width)} × ${round(height)} px to press: ${named(element)}`)
      if ((left < -0.5 || right > window.innerWidth + 0.5) && !element.closest('.chip-row')) found.push(`out of the window: ${named(element)}`)
    }
    return found
  }, target)
  return [...laid, ...(await axe(page)).filter((line) => !BEYOND_US.some((known) => line.startsWith(known)))]
}

/** Puts what a phone remembers into a window, before its first page. */
export async function remember(context: BrowserContext, kept: Readonly<Record<string, string>>): Promise<void> {
  await context.addInitScript((entries) => {
    // An empty page has no memory to write to.
    if (location.protocol === 'about:') return
    for (const [key, value] of Object.entries(entries)) if (localStorage.getItem(key) === null) localStorage.setItem(key, value)
  }, kept)
}
