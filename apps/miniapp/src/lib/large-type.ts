import Taro from '@tarojs/taro'
import { LARGE_SCALE } from '../styles/tokens'
import { signal, useSignal } from './signal'
import { readStored, writeStored } from './storage'

const large = signal(readStored('large-type') ?? false)
const systemScale = signal(1)

/** Above this a line of a bill no longer holds a title and its points. */
const MOST = 1.8

/** Reads the system's font scale once at launch (WeChat 字体大小, fontSizeScaleFactor). */
export function followFontSize(): void {
  if (process.env.TARO_ENV === 'h5') return // a browser zooms by itself
  const factor: unknown = Reflect.get(Taro.getAppBaseInfo(), 'fontSizeScaleFactor')
  if (typeof factor === 'number' && Number.isFinite(factor)) systemScale.set(factor)
}

/** 适老 mode times the system's own factor, between 1 and 1.8. */
export const scaleOf = (isLarge: boolean, factor: number): number =>
  Math.round(Math.min(MOST, Math.max(1, factor) * (isLarge ? LARGE_SCALE : 1)) * 100) / 100

export function setLargeType(on: boolean): void {
  writeStored('large-type', on)
  large.set(on)
}

/** `large`: 适老 mode is on (simpler home, larger targets). `scale`: factor of every type size. */
export function useLargeType(): { large: boolean; scale: number } {
  const isLarge = useSignal(large)
  const factor = useSignal(systemScale)
  return { large: isLarge, scale: scaleOf(isLarge, factor) }
}
