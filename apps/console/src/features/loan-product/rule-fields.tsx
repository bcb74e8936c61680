import { Checkbox, Input, Select, Space } from 'antd'
import { TextField } from '../../app/text-field'
import { IndustryPicker } from './industry-picker'
import type { RuleChoices } from './queries'
import { fenOf, type TypedRule } from './rule-form'
import { collateralOptions, ruleTitles, sizeOptions } from './words'
import { wanHint } from './wan-hint'

interface FieldsProps {
  rule: TypedRule
  set: (over: Partial<TypedRule>) => void
  choices: RuleChoices
}

const plain = (items: readonly string[]) => items.map((value) => ({ value, label: value }))

/** The few typed fields of one kind of rule. There is no field that reads a person. */
export function RuleFields({ rule, set, choices }: FieldsProps) {
  const title = ruleTitles[rule.kind]
  const id = `rule-${rule.id}`
  const picks = (options: readonly { value: string; label: string }[]) => <Checkbox.Group aria-label={title} value={rule.picks} options={[...options]} onChange={(value) => set({ picks: value })} />
  const least = (options: readonly { value: string; label: string }[]) => (
    <div className="field">
      <label htmlFor={id}>最低</label>
      <Select id={id} aria-label={`${title}最低`} placeholder="请选择" value={rule.picks[0]} options={[...options]} onChange={(value: string) => set({ picks: [value] })} />
    </div>
  )
  const between = (unit: string, hint?: (text: string) => string | undefined) => (
    <div className="field-pair-even">
      <TextField id={`${id}-low`} label={`不低于（${unit}）`} value={rule.low} max={16} hint={hint?.(rule.low)} onChange={(low) => set({ low })} />
      <TextField id={`${id}-high`} label={`不高于（${unit}）`} value={rule.high} max={16} hint={hint?.(rule.high) ?? '不填即不限'} onChange={(high) => set({ high })} />
    </div>
  )
  switch (rule.kind) {
    case 'grade':
      return least(plain(choices.grades.toReversed()))
    case 'tax-rating':
      return least(choices.taxRatings.toReversed().map((value) => ({ value, label: `${value} 级` })))
    case 'age':
      return (
        <div className="field-pair-even">
          {(['low', 'high'] as const).map((side) => (
            <div className="field" key={side}>
              <label htmlFor={`${id}-${side}`}>{side === 'low' ? '成立满' : '成立不超过'}</label>
              <Space.Compact block>
                <Input id={`${id}-${side}`} inputMode="numeric" value={rule[side]} maxLength={4} onChange={(event) => set({ [side]: event.target.value })} />
                <Select aria-label={`${side === 'low' ? '成立满' : '成立不超过'}的单位`} style={{ width: 88 }} value={rule.unit} options={[{ value: 'years', label: '年' }, { value: 'months', label: '个月' }]} onChange={(unit: TypedRule['unit']) => set({ unit })} />
              </Space.Compact>
            </div>
          ))}
        </div>
      )
    case 'industry':
      return (
        <div className="field-pair-even">
          <IndustryPicker label="只限这些行业" industries={choices.industries} value={rule.picks} onChange={(codes) => set({ picks: codes })} />
          <IndustryPicker label="不含这些行业" industries={choices.industries} value={rule.bars} onChange={(codes) => set({ bars: codes })} />
        </div>
      )
    case 'region':
      return picks(choices.regions.map(({ code, name }) => ({ value: code, label: name })))
    case 'size':
      return picks(sizeOptions)
    case 'listed':
    case 'not-listed':
      return picks(plain(choices.lists))
    case 'headcount':
      return between('人')
    case 'revenue':
    case 'tax-paid':
      return between('元', (text) => wanHint(fenOf(text)))
    case 'penalties':
      return (
        <div className="field-pair-even">
          <TextField id={`${id}-low`} label="近几个月" value={rule.low} max={3} onChange={(low) => set({ low })} />
          <TextField id={`${id}-high`} label="最多几次" value={rule.high} max={4} hint="0 即一次也没有" onChange={(high) => set({ high })} />
        </div>
      )
    case 'first-loan':
      return <p className="quiet">从没有贷过款的企业。企业授权查询贷款记录后才知道是否符合。</p>
    case 'collateral':
      return (
        <>
          {picks(collateralOptions)}
          <TextField id={`${id}-low`} label="价值不低于贷款额的百分之几" value={rule.low} max={6} hint="如 150" onChange={(low) => set({ low })} />
        </>
      )
  }
}
