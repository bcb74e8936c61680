import { amount, share, yuan } from '../../lib/format'
import type { Programme } from './queries'

type PotOf = Pick<Programme, 'paidFen' | 'reservedFen' | 'leftFen'>

const PARTS = [
  { name: 'paidFen', title: '已支付', part: 'passed' },
  { name: 'reservedFen', title: '已占用', part: 'unknown' },
] as const

const wordsOf = (pot: PotOf) => `${PARTS.map(({ name, title }) => `${title} ${amount(pot[name])}`).join('，')}，剩余 ${amount(pot.leftFen)}`

/** How much of the pot is paid and promised; what is left is the empty ground. */
export function PotBar({ pot, potFen }: { pot: PotOf; potFen: number }) {
  return (
    <span className="result-bar" role="img" aria-label={`资金池 ${amount(potFen)}：${wordsOf(pot)}`}>
      {PARTS.map(({ name, part }) => pot[name] > 0 && <span key={name} className={`fit-${part}`} style={{ flexGrow: pot[name] }} />)}
      {pot.leftFen > 0 && <span style={{ flexGrow: pot.leftFen }} />}
    </span>
  )
}

/** The bar with its figures, to the fen. */
export function PotPicture({ pot, potFen }: { pot: PotOf; potFen: number }) {
  return (
    <div className="result">
      <p>
        资金池 <strong>{yuan(potFen)}</strong>，用了 {share(pot.paidFen + pot.reservedFen, potFen)}
      </p>
      <PotBar pot={pot} potFen={potFen} />
      <dl>
        {PARTS.map(({ name, title, part }) => (
          <div key={name}>
            <dt>
              <i className={`fit-${part}`} aria-hidden />
              {title}
            </dt>
            <dd>{yuan(pot[name])}</dd>
          </div>
        ))}
        <div>
          <dt>剩余</dt>
          <dd>{yuan(pot.leftFen)}</dd>
        </div>
      </dl>
    </div>
  )
}
