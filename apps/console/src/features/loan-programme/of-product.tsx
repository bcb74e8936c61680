import { useQuery } from '@tanstack/react-query'
import { Section } from '../../app/page'
import { Mark } from '../../app/states'
import { day } from '../../lib/format'
import { type ProductProgramme, productProgrammesQuery } from './queries'
import { statusOf } from './words'

function stateOf(one: ProductProgramme): ReturnType<typeof statusOf> {
  if (one.status !== 'published') return statusOf({ status: one.status, isOpen: false })
  if (one.note !== null) return { title: '不适用', tone: 'act' }
  return one.state === 'active' ? { title: '生效', tone: 'good' } : { title: '待信用办确认', tone: 'wait' }
}

/** Programmes a product is under, beside the product; nothing where there is none. */
export function ProgrammesOfProduct({ productId }: { productId: string }) {
  const found = useQuery(productProgrammesQuery(productId))
  const items = found.data?.items ?? []
  if (items.length === 0) return null
  return (
    <Section title="支持项目" aside={<span className="quiet">由信用办管理</span>}>
      {items.map((one) => (
        <article key={one.code}>
          <h3 className="rules-title">
            {one.title} <Mark tone={stateOf(one).tone}>{stateOf(one).title}</Mark>
          </h3>
          <p className="quiet">
            {one.kindTitle} · {one.issuer} · 受理至{day(one.closesOn)}
          </p>
          {one.note !== null && <p className="act-text">{one.note}</p>}
          <ul className="plain-list">
            {[...one.words, `条件：${one.rules.join('；')}`, `依据：${one.basis}${one.basisVerified ? '' : '（还没有和正式文件核对）'}`].map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </article>
      ))}
    </Section>
  )
}
