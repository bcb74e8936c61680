import type { Page } from 'playwright-core'

/** How a person works the mini-program in H5: by the names on the buttons. */
export const tap = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).filter({ visible: true }).first().click()

export const seen = (page: Page, text: string | RegExp) => page.getByText(text).filter({ visible: true }).first().waitFor()

export async function open(page: Page, path: string): Promise<void> {
  await page.goto(`/#${path}`)
}

/** Logs in as a demo resident and proves the real name, as a newcomer would. */
export async function becomeResident(page: Page, persona: string): Promise<void> {
  await page.goto('/')
  await tap(page, '登录')
  await tap(page, persona)
  await tap(page, '去实名认证')
  await tap(page, '填入演示身份')
  await page.waitForFunction(() => [...document.querySelectorAll('input')].some((input) => input.value.length === 18))
  await tap(page, '同意并认证')
  await seen(page, /要不要开通信用分/)
}
