import type { RegionNames } from '@xinhui/rules/financing/index'
import { ruleWords } from '@xinhui/rules/financing/index'
import { Button } from 'antd'
import type { RuleChoices } from './queries'
import { RuleFields } from './rule-fields'
import { emptyRule, readRule, type TypedRule } from './rule-form'
import { repeatable, ruleGroups, ruleTitles } from './words'

interface BuilderProps {
  rules: readonly TypedRule[]
  choices: RuleChoices
  regions: RegionNames
  onChange: (rules: TypedRule[]) => void
}

const nextId = (rules: readonly TypedRule[]) => `r${Math.max(-1, ...rules.map((rule) => Number(rule.id.slice(1)))) + 1}`

/** Entry rules by typed fields; under each stands the sentence that the firm will read. */
export function RuleBuilder({ rules, choices, regions, onChange }: BuilderProps) {
  const set = (id: string, over: Partial<TypedRule>) => onChange(rules.map((rule) => (rule.id === id ? { ...rule, ...over } : rule)))
  return (
    <fieldset className="field-group">
      <legend>准入条件</legend>
      {rules.length === 0 && <p className="quiet">还没有条件：所有企业都符合。</p>}
      {rules.map((rule) => (
        <RuleRow key={rule.id} rule={rule} choices={choices} regions={regions} set={(over) => set(rule.id, over)} remove={() => onChange(rules.filter((one) => one.id !== rule.id))} />
      ))}
      <div className="rule-menu" role="group" aria-label="添加条件">
        {ruleGroups.map(({ title, kinds }) => (
          <div key={title}>
            <span className="quiet">{title}</span>
            {kinds.map((kind) => (
              <Button key={kind} size="small" aria-label={`添加条件：${ruleTitles[kind]}`} disabled={!repeatable.includes(kind) && rules.some((rule) => rule.kind === kind)} onClick={() => onChange([...rules, emptyRule(kind, nextId(rules))])}>
                + {ruleTitles[kind]}
              </Button>
            ))}
          </div>
        ))}
      </div>
      <p className="hint">只能用以上企业信息设条件。个人信用分、年龄、性别、民族、信仰、健康等个人信息不能作为贷款条件，这里写不出来，接口也不收。</p>
    </fieldset>
  )
}

function RuleRow({ rule, choices, regions, set, remove }: { rule: TypedRule; choices: RuleChoices; regions: RegionNames; set: (over: Partial<TypedRule>) => void; remove: () => void }) {
  const read = readRule(rule)
  return (
    <div className="rule-row" role="group" aria-label={`条件：${ruleTitles[rule.kind]}`}>
      <div className="rule-head">
        <strong>{ruleTitles[rule.kind]}</strong>
        <Button size="small" aria-label={`删除条件：${ruleTitles[rule.kind]}`} onClick={remove}>
          删除
        </Button>
      </div>
      <RuleFields rule={rule} set={set} choices={choices} />
      <p className="rule-words">{typeof read === 'string' ? <span className="quiet">{read}</span> : <>企业看到：{ruleWords(read, regions)}</>}</p>
    </div>
  )
}
