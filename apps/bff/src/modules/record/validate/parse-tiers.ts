import { type PerkTier, toHalfWidth } from '@xinhui/rules'

const MAX_TIERS = 6
/** `700:8折`, `700=优享:8折`, `*:95折`; points may have two decimals. */
const TIER = /^(\*|\d{1,4}(?:\.\d{1,2})?)(?:=([^:]{1,12}))?:(.{1,40})$/

/**
 * Tiers 档位 of a perk: `700:8折|600:9折|*:95折`, best first; `*` is open to everybody, score or not, and comes last.
 * Points become integer hundredths.
 */
export function parseTiers(text: string): { ok: true; value: PerkTier[] } | { ok: false; message: string } {
  const bad = (message: string) => ({ ok: false as const, message })
  const parts = toHalfWidth(text).split('|').map((p) => p.trim())
  if (parts.length > MAX_TIERS) return bad(`最多 ${MAX_TIERS} 档`)
  const tiers: PerkTier[] = []
  for (const part of parts) {
    const match = TIER.exec(part)
    if (!match) return bad('档位应写成 700:8折|600:9折|*:95折')
    const [, points = '', title, benefit = ''] = match
    const fromCenti = points === '*' ? null : Math.round(Number(points) * 100)
    if (fromCenti !== null && fromCenti > 100_000) return bad('档位分数不能超过 1000')
    const before = tiers.at(-1)
    if (before && before.fromCenti === null) return bad('“*”是面向所有人的档，只能有一个，放在最后')
    if (before && fromCenti !== null && before.fromCenti !== null && fromCenti >= before.fromCenti) return bad('档位分数应从高到低，不能重复')
    tiers.push({ title: title?.trim() ?? (fromCenti === null ? '人人可享' : `${points} 分及以上`), benefit: benefit.trim(), fromCenti })
  }
  return { ok: true, value: tiers }
}
