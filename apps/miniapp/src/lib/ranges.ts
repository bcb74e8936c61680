import { percent } from './format'

export const FEN_PER_WAN = 1_000_000

const plain = (value: number) => String(Math.round(value * 100) / 100).replace(/\B(?=(\d{3})+$)/g, ',')

/** `10–300 万元`; one number where both ends are the same. */
export function amountRange(minFen: number, maxFen: number): string {
  const [low, high] = [plain(minFen / FEN_PER_WAN), plain(maxFen / FEN_PER_WAN)]
  return low === high ? `${low} 万元` : `${low}–${high} 万元`
}

export function rateRange(minBps: number, maxBps: number): string {
  return minBps === maxBps ? percent(minBps) : `${percent(minBps).replace('%', '')}–${percent(maxBps)}`
}

export function termRange(min: number, max: number): string {
  return min === max ? `${min} 个月` : `${min}–${max} 个月`
}
