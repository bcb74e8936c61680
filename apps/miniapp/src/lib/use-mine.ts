import { useDidShow } from '@tarojs/taro'
import { signedIn } from './session'
import { useSignal } from './signal'
import { type Loaded, useLoad } from './use-load'

export interface Mine<T> extends Loaded<T> {
  /** False: nothing was asked, because nobody is signed in. */
  signedIn: boolean
}

/** Younger than this, an answer is not asked for again when its page is shown. */
const FRESH_MS = 1_000

/**
 * The reader's own data under a name of its own: asked only while signed in, kept on the phone as the last good answer,
 * and asked again whenever the page comes back on screen (something may have been claimed, opened or withdrawn).
 */
export function useMine<T>(name: string, load: () => Promise<T>): Mine<T> {
  const isSignedIn = useSignal(signedIn)
  const loaded = useLoad(isSignedIn ? name : undefined, load, { cacheKey: `cache:${name}` })
  useDidShow(() => {
    if (isSignedIn && loaded.at !== undefined && !loaded.refreshing && Date.now() - loaded.at > FRESH_MS) void loaded.reload()
  })
  return { ...loaded, signedIn: isSignedIn }
}
