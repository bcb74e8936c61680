import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { findChrome } from '../../tools/lib/chrome'
import { shrinkPng } from './png'

const ROOT = join(import.meta.dirname, '../..')
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Sandbox and GPU are off because CI runs as root without one; the rest keeps the browser from calling home. */
const ARGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

/** `camera`: an .mjpeg file that plays as the camera. */
export function launch(options: { camera?: string } = {}): Promise<Browser> {
  const executablePath = findChrome()
  if (!executablePath) throw new Error('no Chrome or Chromium found: set CHROME_PATH to name one')
  const camera = options.camera ? ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', `--use-file-for-fake-video-capture=${options.camera}`] : []
  return chromium.launch({ executablePath, args: [...ARGS, ...camera] })
}

export interface View {
  width: number
  height: number
  dark?: boolean
  /** Device pixels to a px; 2 on a phone and 1 on a desk unless told. */
  density?: 1 | 2
}

export const PHONE: View = { width: 390, height: 844 }
export const SMALL: View = { width: 320, height: 568 }
export const TABLET: View = { width: 768, height: 1024 }
export const DESK: View = { width: 1280, height: 800 }

/** A browser window of its own: own storage, own person. Page errors fail the test that reads `errors`. */
export async function openWindow(browser: Browser, origin: string, view: View): Promise<{ context: BrowserContext; page: Page; errors: string[] }> {
  const phone = view.width < 800
  const context = await browser.newContext({
    baseURL: origin,
    viewport: { width: view.width, height: view.height },
    deviceScaleFactor: view.density ?? (phone ? 2 : 1),
    isMobile: phone,
    hasTouch: phone,
    colorScheme: view.dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  })
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  return { context, page, errors }
}

/** Writes docs/screens/<name>.png; names end in the width they show. */
export async function shoot(page: Page, name: string): Promise<void> {
  const dir = join(ROOT, 'docs/screens')
  mkdirSync(dir, { recursive: true })
  await page.waitForTimeout(250)
  writeFileSync(join(dir, `${name}.png`), shrinkPng(await page.screenshot({ animations: 'disabled' })))
}

/** What axe finds against WCAG 2.1 A and AA, as one line each; empty when nothing. */
export async function axe(page: Page): Promise<string[]> {
  await page.evaluate(AXE)
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run: (root: Document, options: object) => Promise<{ violations: { id: string; help: string; nodes: { target: string[]; failureSummary: string }[] }[] }> } }
    const { violations } = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] })
    return violations.flatMap((v) => v.nodes.map((n) => `${v.id} at ${n.target.join(' ')}: ${n.failureSummary.replaceAll(/\s+/g, ' ')}`))
  })
}
