import { useEffect, useRef } from 'react'

/**
 * Stands for Taro in tests: storage in memory, requests over real HTTP, and a record of what was asked of the phone.
 * Only what lives outside this app is faked.
 */
const store = new Map<string, unknown>()

export const asked: { name: string; options: unknown }[] = []
export const phone = { scan: async (): Promise<{ result: string }> => Promise.reject({ errMsg: 'scanCode:fail cancel' }), storageBroken: false }

/** The open page: what its address carries. */
export const page: { params: Record<string, string | undefined> } = { params: {} }

const shown = new Set<() => void>()
/** The reader comes back to the page. */
export const showAgain = () => {
  for (const act of shown) act()
}

export const useRouter = () => ({ params: page.params })
export function useDidShow(act: () => void): void {
  useEffect(() => {
    shown.add(act)
    return () => void shown.delete(act)
  })
  const first = useRef(act)
  useEffect(() => first.current(), [])
}
export const useDidHide = (): void => {}
export const useReachBottom = (): void => {}

const ask = (name: string) => async (options: unknown) => {
  asked.push({ name, options })
}

interface RequestOptions {
  url: string
  method: string
  header: Record<string, string>
  data?: string
  timeout: number
}

async function request({ url, method, header, data, timeout }: RequestOptions) {
  // As in the browser, addresses are relative; `__api` is where a test has its server.
  const answer = await fetch(new URL(url, String(Reflect.get(globalThis, '__api'))), { method, headers: header, body: data, signal: AbortSignal.timeout(timeout) })
  return { statusCode: answer.status, header: Object.fromEntries(answer.headers), data: await answer.text() }
}

const guarded = <T>(act: () => T): T => {
  if (phone.storageBroken) throw new Error('storage is full')
  return act()
}

const Taro = {
  request,
  scanCode: async () => phone.scan(),
  navigateTo: ask('navigateTo'),
  redirectTo: ask('redirectTo'),
  switchTab: ask('switchTab'),
  navigateBack: ask('navigateBack'),
  pageScrollTo: ask('pageScrollTo'),
  getCurrentPages: () => [{}, {}],
  nextTick: (act: () => void) => setTimeout(act, 0),
  login: async () => ({ code: 'wechat-code' }),
  showToast: ask('showToast'),
  setClipboardData: ask('setClipboardData'),
  getStorageSync: (key: string) => guarded(() => store.get(key) ?? ''),
  setStorageSync: (key: string, value: unknown) => guarded(() => void store.set(key, structuredClone(value))),
  removeStorageSync: (key: string) => void store.delete(key),
  getStorageInfoSync: () => ({ keys: [...store.keys()] }),
  getAppBaseInfo: () => ({ theme: 'light' }),
}

export default Taro
