import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { launch, openWindow, PHONE } from '../tests/browser/chrome'
import { remember } from '../tests/browser/look'
import { agree, arrive } from '../tests/browser/people'
import { discard, startService } from '../tests/browser/service'
import { build, ROOT, TARGETS } from '../tools/lib/build'
import type { Row } from './machine'

const LOADS = 9
/** An old phone: the tab's processor four times slower. */
const SLOWER = 4
const WEAPP = join(ROOT, 'apps/miniapp/dist/weapp')
const WECHAT_PACKAGE_BYTES = 2 * 1024 * 1024
const WECHAT_SET_DATA_BYTES = 1024 * 1024

/**
 * What a resident waits for: the size of the mini-program's packages, what the first screen asks and draws, and how long an old
 * phone needs until the score stands on it. The render's peer is a bare page that fetches the same score and writes the number.
 */
export async function benchFirstScreen(): Promise<Row[]> {
  await build(TARGETS.h5, console.log)
  await build(TARGETS.weapp, console.log)
  const service = await startService()
  const browser = await launch()
  try {
    const resident = await arrive(service.origin, 'volunteer')
    await agree(resident)
    const mine = await resident.call('GET /me/score')
    if (mine.status !== 'open') throw new Error('first screen: no score was opened')
    const number = (mine.score.totalCenti / 100).toLocaleString('en-US')
    return [...packages(), firstData(service.origin, resident.kept, number), await render(browser, service.origin, resident.kept, number)]
  } finally {
    await browser.close()
    await service.stop()
    discard(service.dataDir)
  }
}

const kb = (bytes: number) => `${(bytes / 1024).toFixed(1)} KB`

function packages(): Row[] {
  const { sizesOf } = createRequire(import.meta.url)(join(ROOT, 'tools/weapp/sizes.cjs')) as { sizesOf: (dist: string) => { main: number; subs: Record<string, number> } }
  const { main, subs } = sizesOf(WEAPP)
  const largest = Object.entries(subs).reduce((most, one) => (one[1] > most[1] ? one : most), ['', 0])
  const row = (what: string, bytes: number): Row => ({ bench: 'first screen', what, ours: kb(bytes), peer: `WeChat's limit for one package: ${kb(WECHAT_PACKAGE_BYTES)}`, ratio: (bytes / WECHAT_PACKAGE_BYTES).toFixed(2), limit: '≤ 1' })
  return [row('weapp main package', main), row(`largest of ${Object.keys(subs).length} subpackages, ${largest[0]}`, largest[1])]
}

/** The built WeChat package in the harness of tools/weapp, cold, logged in. */
function firstData(origin: string, kept: Readonly<Record<string, string>>, number: string): Row {
  if (!existsSync(join(ROOT, 'tools/weapp/node_modules'))) throw new Error('first screen: run `npm ci --prefix tools/weapp` first')
  const folder = mkdtempSync(join(tmpdir(), 'xinhui-first-screen-'))
  const file = join(folder, 'kept.json')
  writeFileSync(file, JSON.stringify(Object.fromEntries(Object.entries(kept).map(([key, value]) => [key, (JSON.parse(value) as { data: unknown }).data]))))
  try {
    const printed = execFileSync(process.execPath, [join(ROOT, 'tools/weapp/first-screen.cjs'), WEAPP, origin, file, number], { encoding: 'utf8' })
    const told = JSON.parse(printed.trim().split('\n').at(-1) ?? '') as Record<'setData' | 'setDataBytes' | 'requests' | 'answerBytes', number>
    return {
      bench: 'first screen',
      what: `weapp home, logged in, until the score is drawn: ${told.requests} requests with ${kb(told.answerBytes)} of answers`,
      ours: `${told.setData} setData, ${kb(told.setDataBytes)}`,
      peer: `WeChat's limit for one setData: ${kb(WECHAT_SET_DATA_BYTES)}`,
      ratio: (told.setDataBytes / WECHAT_SET_DATA_BYTES).toFixed(3),
      limit: '≤ 1',
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const median = (times: number[]) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN

async function render(browser: Browser, origin: string, kept: Readonly<Record<string, string>>, number: string): Promise<Row> {
  const bare = await serveBare(origin, kept, number)
  try {
    const ours: number[] = []
    const theirs: number[] = []
    for (let n = 0; n < LOADS; n += 1) {
      ours.push(await untilNumber(browser, origin, kept, number))
      theirs.push(await untilNumber(browser, bare.origin, kept, number))
    }
    const [a, b] = [median(ours), median(theirs)]
    return {
      bench: 'first screen',
      what: `H5 home, logged in, nothing cached, processor ${SLOWER} × slower, until the score stands on it, median of ${LOADS}`,
      ours: `${a.toFixed(0)} ms`,
      peer: `a bare page that fetches the same score: ${b.toFixed(0)} ms`,
      ratio: (a / b).toFixed(1),
      limit: '—',
    }
  } finally {
    bare.stop()
  }
}

/** Milliseconds from the start of the navigation to the first frame that holds the number. */
async function untilNumber(browser: Browser, origin: string, kept: Readonly<Record<string, string>>, number: string): Promise<number> {
  const { context, page } = await openWindow(browser, origin, PHONE)
  try {
    await remember(context, kept)
    // As text: what tsx compiles calls helpers that a page does not have.
    await context.addInitScript(`{
      const look = () => document.body?.textContent.includes(${JSON.stringify(number)}) ? (window.shownAt = performance.now()) : requestAnimationFrame(look)
      requestAnimationFrame(look)
    }`)
    const devtools = await context.newCDPSession(page)
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
    await page.goto('/')
    await page.waitForFunction(() => 'shownAt' in window)
    return await page.evaluate(() => (window as unknown as { shownAt: number }).shownAt)
  } finally {
    await context.close()
  }
}

/** The least a page can be, in front of the same service. */
async function serveBare(origin: string, kept: Readonly<Record<string, string>>, number: string): Promise<{ origin: string; stop: () => void }> {
  const { accessToken } = (JSON.parse(kept['session'] ?? '') as { data: { accessToken: string } }).data
  const html = `<!doctype html><meta charset="utf-8"><h1></h1><script>fetch('/api/v1/me/score',{headers:{authorization:'Bearer ${accessToken}'}}).then(a=>a.json()).then(({score})=>{document.querySelector('h1').textContent=(score.totalCenti/100).toLocaleString('en-US')})</script>`
  if (html.includes(number)) throw new Error('first screen: the bare page knows the number before it asks')
  const server = createServer((incoming, outgoing) => {
    if (!incoming.url?.startsWith('/api/')) {
      outgoing.setHeader('content-type', 'text/html')
      outgoing.end(html)
      return
    }
    request(origin + incoming.url, { headers: { authorization: incoming.headers.authorization ?? '' } }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    }).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop: () => server.close() }
}
