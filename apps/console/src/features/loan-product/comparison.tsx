import type { RegionNames } from '@xinhui/rules/financing/index'
import { Checkbox } from 'antd'
import { useState } from 'react'
import { Mark, type Tone } from '../../app/states'
import { compareFields, compareRules, type Line } from './compare'
import type { ProductVersion } from './queries'

const CHANGES: Readonly<Record<Line['change'], { title: string; tone: Tone }>> = {
  same: { title: '不变', tone: 'plain' },
  changed: { title: '修改', tone: 'wait' },
  added: { title: '新增', tone: 'good' },
  removed: { title: '删除', tone: 'act' },
}

/** Two versions side by side, field by field and rule by rule; what changed is marked in words. */
export function Comparison({ before, after, regions }: { before: ProductVersion; after: ProductVersion; regions: RegionNames }) {
  const [all, setAll] = useState(false)
  const fields = compareFields(before.draft, after.draft)
  const rules = compareRules(before.draft.entryRules, after.draft.entryRules, regions)
  const changed = [...fields, ...rules].filter((line) => line.change !== 'same').length
  return (
    <div className="comparison">
      <div className="comparison-head">
        <p role="status">{changed === 0 ? `第 ${after.version} 版与第 ${before.version} 版内容相同。` : `第 ${after.version} 版与第 ${before.version} 版相比有 ${changed} 处不同。`}</p>
        <Checkbox checked={all} onChange={(event) => setAll(event.target.checked)}>
          也列出没有变的
        </Checkbox>
      </div>
      <Lines caption="内容" first={before.version} second={after.version} lines={all ? fields : fields.filter((line) => line.change !== 'same')} />
      <Lines caption="准入条件" first={before.version} second={after.version} lines={all ? rules : rules.filter((line) => line.change !== 'same')} />
    </div>
  )
}

function Lines({ caption, first, second, lines }: { caption: string; first: number; second: number; lines: readonly Line[] }) {
  if (lines.length === 0) return null
  return (
    <table className="comparison-lines">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">项目</th>
          <th scope="col">第 {first} 版</th>
          <th scope="col">第 {second} 版</th>
          <th scope="col">变化</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={`${line.title}${line.before ?? ''}${line.after ?? ''}`} className={`is-${line.change}`}>
            <th scope="row">{line.title}</th>
            <td>{line.change === 'changed' || line.change === 'removed' ? <del>{line.before}</del> : (line.before ?? '—')}</td>
            <td>{line.change === 'changed' || line.change === 'added' ? <ins>{line.after}</ins> : (line.after ?? '—')}</td>
            <td>
              <Mark tone={CHANGES[line.change].tone}>{CHANGES[line.change].title}</Mark>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
