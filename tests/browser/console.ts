import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import { axe, DESK, openWindow, shoot } from './chrome'
import { signIn } from './sign-in'

export interface Desk {
  page: Page
  errors: string[]
  close: () => Promise<void>
}

/** Somebody of the demo city at the console: one tap fills the account in, one more enters. */
export async function enterConsole(browser: Browser, origin: string, displayName: RegExp): Promise<Desk> {
  const { context, page, errors } = await openWindow(browser, origin, DESK)
  await signIn(page, displayName)
  return { page, errors, close: () => context.close() }
}

/** Follows a link of the main navigation and waits for its page: until that stands there, the page before is still to be read. */
export async function to(page: Page, title: string): Promise<void> {
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: title }).click()
  await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor()
}

/** Judged in the light and in the dark, and drawn in both. */
export async function look(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await shoot(page, `console-${name}${colorScheme === 'dark' ? '-dark' : ''}-1280`)
    expect.soft(await axe(page), `${name}, ${colorScheme}`).toEqual([])
    expect.soft(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), `${name} scrolls sideways`).toBeLessThanOrEqual(0)
  }
  await page.emulateMedia({ colorScheme: 'light' })
}
