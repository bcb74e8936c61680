import { signedIn } from './session'
import { useSignal } from './signal'
import { type Loaded, useLoad } from './use-load'
import { useReturn } from './use-return'

export interface Mine<T> extends Loaded<T> {
  /** False: nothing was asked, because nobody is signed in. */
  signedIn: boolean
}

/**
 * The reader's own data under a name of its own: asked only while signed in, kept on the phone as the last good answer,
 * and asked again whenever the page comes back on screen (something may have been claimed, opened or withdrawn).
 * With `when` false it waits.
 */
export function useMine<T>(name: string, load: () => Promise<T>, { when = true }: { when?: boolean } = {}): Mine<T> {
  const isSignedIn = useSignal(signedIn)
  const loaded = useLoad(isSignedIn && when ? name : undefined, load, { cacheKey: `cache:${name}` })
  // However young the answer: a quick reader has proved their name or claimed a perk in less than a second.
  useReturn(() => {
    if (isSignedIn && when) void loaded.reload()
  })
  return { ...loaded, signedIn: isSignedIn }
}
