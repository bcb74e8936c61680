import { useState } from 'react'
import { readCache, removeStored, writeCache } from '../../lib/storage'

/** Words kept on this phone as they are typed, until they have been sent: an app that closes loses none of them. */
export function useKept(name: string, sent: string) {
  const key = `cache:${name}` as const
  const [text, setText] = useState(() => readCache<string>(key)?.value ?? sent)
  return {
    text,
    type: (value: string) => {
      setText(value)
      writeCache(key, value, Date.now())
    },
    forget: () => removeStored(key),
  }
}
