import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Input, Select, Space } from 'antd'
import { amountLabels, emptyTier, kindTitles, type TypedPerk, type TypedTier } from './draft'
import { scenesQuery } from './queries'
import { TextField } from '../../app/text-field'

interface Fields {
  typed: TypedPerk
  change: (over: Partial<TypedPerk>) => void
}

const kindOptions = Object.entries(kindTitles).map(([value, label]) => ({ value, label }))

/** Where it stands and what it says. */
export function Basics({ typed, change }: Fields) {
  const scenes = useQuery(scenesQuery)
  return (
    <>
      <div className="field-pair">
        <div className="field">
          <label htmlFor="perk-scene">应用场景</label>
          <Select id="perk-scene" aria-label="应用场景" value={typed.scene === '' ? undefined : typed.scene} options={scenes.data?.items.map((s) => ({ value: s.code, label: s.title })) ?? []} onChange={(scene) => change({ scene })} />
        </div>
        <div className="field">
          <label htmlFor="perk-kind">权益类型</label>
          <Select id="perk-kind" aria-label="权益类型" value={typed.kind} options={kindOptions} onChange={(kind) => change({ kind })} />
        </div>
      </div>
      <TextField id="perk-title" label="标题" value={typed.title} max={40} onChange={(title) => change({ title })} />
      <TextField id="perk-summary" label="说明" value={typed.summary} max={300} rows={2} onChange={(summary) => change({ summary })} />
      <TextField id="perk-instructions" label="使用说明" value={typed.instructions} max={500} rows={2} hint="店员核销时看到的话，如：账单按券面折扣结算。" onChange={(instructions) => change({ instructions })} />
    </>
  )
}

/** Tiers: each with who gets it and what. */
export function Tiers({ typed, change }: Fields) {
  const set = (index: number, over: Partial<TypedTier>) => change({ tiers: typed.tiers.map((tier, i) => (i === index ? { ...tier, ...over } : tier)) })
  return (
    <fieldset className="field-group">
      <legend>档位</legend>
      {typed.tiers.map((tier, i) => (
        // The order is the identity: tiers are added at the end and removed by place.
        <div className="tier-row" key={i}>
          <TextField id={`tier-title-${i}`} label="名称" value={tier.title} max={12} onChange={(title) => set(i, { title })} />
          <TextField id={`tier-from-${i}`} label="信用分达到" value={tier.from} max={7} hint="不填即人人可享" onChange={(from) => set(i, { from })} />
          <Amount index={i} kind={typed.kind} tier={tier} set={(over) => set(i, over)} />
          <TextField id={`tier-words-${i}`} label="写法" value={tier.words} max={40} hint="不填则按数值生成" onChange={(words) => set(i, { words })} />
          {typed.tiers.length > 1 && (
            <Button aria-label={`删除第 ${i + 1} 档`} onClick={() => change({ tiers: typed.tiers.filter((_, at) => at !== i) })}>
              删除
            </Button>
          )}
        </div>
      ))}
      {typed.tiers.length < 6 && <Button onClick={() => change({ tiers: [...typed.tiers, { ...emptyTier, title: '' }] })}>增加一档</Button>}
    </fieldset>
  )
}

const unitOptions = {
  'free-use': [{ value: 'hours', label: '小时' }, { value: 'items', label: '次' }],
  price: [{ value: 'price', label: '元' }, { value: 'percent', label: '折' }],
} as const

function Amount({ index, kind, tier, set }: { index: number; kind: TypedPerk['kind']; tier: TypedTier; set: (over: Partial<TypedTier>) => void }) {
  const label = amountLabels[kind]
  if (kind === 'partner-link') return <TextField id={`tier-url-${index}`} label="合作链接" value={tier.url} max={500} onChange={(url) => set({ url })} />
  if (label === null) return null
  const units = kind === 'free-use' || kind === 'price' ? unitOptions[kind] : null
  const unit = units?.find((u) => u.value === tier.unit)?.value ?? units?.[0].value
  return (
    <>
      <div className="field">
        <label htmlFor={`tier-amount-${index}`}>{label}</label>
        <Space.Compact block>
          <Input id={`tier-amount-${index}`} inputMode="decimal" value={tier.amount} onChange={(event) => set({ amount: event.target.value, ...(unit === undefined ? {} : { unit }) })} />
          {units && <Select aria-label="单位" value={unit} options={[...units]} onChange={(value) => set({ unit: value })} />}
        </Space.Compact>
      </div>
      {kind === 'amount-off' && <TextField id={`tier-minimum-${index}`} label="满多少元" value={tier.minimum} max={9} hint="不填即无门槛" onChange={(minimum) => set({ minimum })} />}
    </>
  )
}

const weekdayOptions = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'].map((label, i) => ({ value: i + 1, label }))

/** When it cannot be used. */
export function When({ typed, change }: Fields) {
  return (
    <fieldset className="field-group">
      <legend>不可用时间</legend>
      <Checkbox.Group aria-label="不可用星期" value={typed.weekdays} options={weekdayOptions} onChange={(weekdays) => change({ weekdays })} />
      <Ranges name="日期" type="date" ranges={typed.days} onChange={(days) => change({ days })} />
      <Ranges name="时段" type="time" ranges={typed.hours} onChange={(hours) => change({ hours })} />
    </fieldset>
  )
}

type Range = TypedPerk['days'][number]

function Ranges({ name, type, ranges, onChange }: { name: string; type: 'date' | 'time'; ranges: readonly Range[]; onChange: (ranges: Range[]) => void }) {
  const set = (index: number, over: Partial<Range>) => onChange(ranges.map((range, i) => (i === index ? { ...range, ...over } : range)))
  return (
    <>
      {ranges.map((range, i) => (
        <div className="range-row" key={i}>
          <TextField id={`${type}-from-${i}`} label={`${name}从`} type={type} value={range.from} onChange={(from) => set(i, { from })} />
          <TextField id={`${type}-until-${i}`} label="到" type={type} value={range.until} onChange={(until) => set(i, { until })} />
          <Button aria-label={`删除第 ${i + 1} 个不可用${name}`} onClick={() => onChange(ranges.filter((_, at) => at !== i))}>
            删除
          </Button>
        </div>
      ))}
      <div>
        <Button onClick={() => onChange([...ranges, { from: '', until: '' }])}>增加不可用{name}</Button>
      </div>
    </>
  )
}

const periodOptions = [{ value: '', label: '不限' }, { value: 'week', label: '每周' }, { value: 'month', label: '每月' }, { value: 'quarter', label: '每季度' }, { value: 'year', label: '每年' }] as const
const audienceOptions = [{ value: 'person', label: '个人' }, { value: 'organization', label: '企业' }, { value: 'both', label: '个人和企业' }] as const
const stackingOptions = [{ value: 'alone', label: '不与其他优惠同享' }, { value: 'with-promotions', label: '可与店内活动同享' }, { value: 'with-perks', label: '可与其他权益同享' }] as const

/** For whom, how many, how long, and what the city pays. */
export function Limits({ typed, change, mayFund }: Fields & { mayFund: boolean }) {
  return (
    <>
      <div className="field-pair">
        <div className="field">
          <label htmlFor="perk-audience">适用对象</label>
          <Select id="perk-audience" aria-label="适用对象" value={typed.audience} options={[...audienceOptions]} onChange={(audience) => change({ audience })} />
        </div>
        <div className="field">
          <label htmlFor="perk-stacking">叠加规则</label>
          <Select id="perk-stacking" aria-label="叠加规则" value={typed.stacking} options={[...stackingOptions]} onChange={(stacking) => change({ stacking })} />
        </div>
      </div>
      <div className="field-thirds">
        {typed.kind === 'loaded-code' ? <p className="hint">名额就是上传的兑换码数量，保存后上传。</p> : <TextField id="perk-total" label="总量（份）" value={typed.quotaTotal} max={8} onChange={(quotaTotal) => change({ quotaTotal })} />}
        <TextField id="perk-each" label="每人限领（份）" value={typed.perPersonLimit} max={4} onChange={(perPersonLimit) => change({ perPersonLimit })} />
        <TextField id="perk-day" label="每天限量（份）" value={typed.perDay} max={8} hint="不填即不限" onChange={(perDay) => change({ perDay })} />
      </div>
      <div className="field-thirds">
        <div className="field">
          <label htmlFor="perk-period">限量周期</label>
          <Select id="perk-period" aria-label="限量周期" value={typed.periodUnit} options={[...periodOptions]} onChange={(periodUnit) => change({ periodUnit, ...(periodUnit === '' ? { periodTotal: '', periodPerPerson: '' } : {}) })} />
        </div>
        {typed.periodUnit !== '' && (
          <>
            <TextField id="perk-period-total" label="每期限量（份）" value={typed.periodTotal} max={8} onChange={(periodTotal) => change({ periodTotal })} />
            <TextField id="perk-period-each" label="每期每人限领（份）" value={typed.periodPerPerson} max={4} onChange={(periodPerPerson) => change({ periodPerPerson })} />
          </>
        )}
      </div>
      <div className="field-thirds">
        <TextField id="perk-from" label="领取开始" type="date" value={typed.claimFrom} onChange={(claimFrom) => change({ claimFrom })} />
        <TextField id="perk-until" label="领取截止" type="date" value={typed.claimUntil} onChange={(claimUntil) => change({ claimUntil })} />
        <TextField id="perk-valid" label="领取后有效天数" value={typed.voucherValidDays} max={4} onChange={(voucherValidDays) => change({ voucherValidDays })} />
      </div>
      {mayFund && <TextField id="perk-subsidy" label="每次核销补贴商户（元）" value={typed.subsidyYuan} max={8} onChange={(subsidyYuan) => change({ subsidyYuan })} />}
    </>
  )
}
