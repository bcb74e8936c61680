const CAPACITY = 10_000

const tried = new Map<string, { attempts: number; lockedUntil: Date | null }>()

/**
 * Counts attempts on a username nobody has, by the same rule as a real one, so that the lock does not tell which names
 * exist. In this process only: nothing is behind it that could be guessed.
 */
export function takeUnknownAttempt(username: string, rule: { limit: number; lockUntil: Date; now: Date }): { taken: boolean; lockedUntil: Date | null } {
  const before = tried.get(username)
  if (before?.lockedUntil && before.lockedUntil > rule.now) return { taken: false, lockedUntil: before.lockedUntil }
  const attempts = before && !before.lockedUntil ? before.attempts + 1 : 1
  const lockedUntil = attempts >= rule.limit ? rule.lockUntil : null
  if (!before && tried.size >= CAPACITY) {
    const oldest = tried.keys().next()
    if (!oldest.done) tried.delete(oldest.value)
  }
  tried.set(username, { attempts, lockedUntil })
  return { taken: true, lockedUntil }
}
