/** Small seeded generator for the demo: mulberry32 over a hash of its name, so that each stream is independent of the others. */
export interface Random {
  /** Integer of `from` … `to`, both included. */
  int(from: number, to: number): number
  /** True with `percent` of a hundred. */
  chance(percent: number): boolean
  pick<T>(items: readonly T[]): T
  /** `count` different items, in the order of the list. */
  some<T>(items: readonly T[], count: number): T[]
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i += 1) {
    hash ^= text.charCodeAt(i)
    hash = Math.imul(hash, 0x01000193)
  }
  // One avalanche round: names that differ in the last character start far apart.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  return (hash ^ (hash >>> 13)) >>> 0
}

/** The same seed and stream give the same numbers on every machine: integers only. Not for secrets. */
export function createRandom(seed: number, stream: string): Random {
  let state = fnv1a(`${seed}/${stream}`)
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return (t ^ (t >>> 14)) >>> 0
  }
  const int = (from: number, to: number): number => from + (next() % (to - from + 1))
  const random: Random = {
    int,
    chance: (percent) => int(0, 99) < percent,
    pick(items) {
      const item = items[int(0, items.length - 1)]
      if (item === undefined) throw new RangeError('nothing to pick from')
      return item
    },
    some(items, count) {
      const chosen: typeof items[number][] = []
      let left = Math.min(count, items.length)
      items.forEach((item, i) => {
        if (left > 0 && int(1, items.length - i) <= left) {
          chosen.push(item)
          left -= 1
        }
      })
      return chosen
    },
  }
  return random
}
