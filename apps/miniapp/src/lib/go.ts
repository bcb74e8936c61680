import Taro from '@tarojs/taro'
import { toast } from '../components/toast'
import { type PageName, paths, tabs } from '../routes'

type Params = Readonly<Record<string, string | undefined>>

/** `urlOf('perk', { perkId })` → `/features/perk/detail/index?perkId=…`. */
export function urlOf(page: PageName, params: Params = {}): string {
  const search = Object.entries(params)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`]))
    .join('&')
  return search === '' ? paths[page] : `${paths[page]}?${search}`
}

/** A parameter of this page. The browser has decoded it already, WeChat has not. */
export function paramOf(params: Readonly<Record<string, string | undefined>>, name: string): string | undefined {
  const value = params[name]
  if (value === undefined || value === '') return undefined
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

const isTab = (url: string) => tabs.some((tab) => url === `/${tab}`)

const opened = async (attempt: Promise<unknown>) => {
  try {
    await attempt
  } catch {
    toast('打不开这个页面，请稍后再试')
  }
}

const openUrl = (url: string) => opened(isTab(url) ? Taro.switchTab({ url }) : Taro.navigateTo({ url }))

/** Opens a page on top of this one; a tab takes its own place. */
export const go = (page: PageName, params?: Params): Promise<void> => openUrl(urlOf(page, params))

/** Opens a page in place of this one. */
export const goInstead = (page: PageName, params?: Params): Promise<void> => replaceUrl(urlOf(page, params))

const replaceUrl = (url: string) => opened(isTab(url) ? Taro.switchTab({ url }) : Taro.redirectTo({ url }))

/** Back to the page below; a page that was opened directly leads home. */
export const goBack = (): Promise<void> => (Taro.getCurrentPages().length > 1 ? opened(Taro.navigateBack()) : replaceUrl(paths.home))

/** One of our own pages, or nothing: an address from outside must not be followed. */
export const ownUrl = (url: string | undefined): string | undefined =>
  url !== undefined && Object.values(paths).some((path) => url === path || url.startsWith(`${path}?`)) ? url : undefined

/** After a step on the way (login, real name): on to where the reader was heading, else back to where they came from. */
export const goOn = (next: string | undefined): Promise<void> => {
  const url = ownUrl(next)
  return url === undefined ? goBack() : replaceUrl(url)
}
