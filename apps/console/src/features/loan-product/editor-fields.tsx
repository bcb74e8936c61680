import { Select } from 'antd'
import { TextField } from '../../app/text-field'
import { type TypedProduct, withMethod } from './draft'
import type { RuleChoices } from './queries'
import { fenOf } from './rule-form'
import { wanHint } from './wan-hint'
import { kindTitles, methodTitles, optionsOf, renewalTitles } from './words'

interface FieldsProps {
  typed: TypedProduct
  change: (over: Partial<TypedProduct>) => void
}

function Pick<Value extends string>({ id, label, value, options, onChange }: { id: string; label: string; value: Value; options: readonly { value: Value; label: string }[]; onChange: (value: Value) => void }) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <Select id={id} aria-label={label} value={value} options={[...options]} onChange={(next: Value) => onChange(next)} />
    </div>
  )
}

/** What it is and whom it is for. */
export function Basics({ typed, change, zones }: FieldsProps & { zones: RuleChoices['zones'] }) {
  return (
    <>
      <TextField id="product-name" label="产品名称" value={typed.name} max={60} onChange={(name) => change({ name })} />
      <TextField id="product-audience" label="适用对象" value={typed.audience} max={200} rows={2} hint="一句话写给企业看，如：成立两年以上的科技型小微企业。" onChange={(audience) => change({ audience })} />
      <div className="field-thirds">
        <Pick id="product-kind" label="担保方式" value={typed.kind} options={optionsOf(kindTitles)} onChange={(kind) => change({ kind })} />
        <Pick id="product-zone" label="专区" value={typed.zone} options={[{ value: '', label: '不进专区' }, ...zones.map((zone) => ({ value: zone, label: zone }))]} onChange={(zone) => change({ zone })} />
        <Pick id="product-renewal" label="续贷" value={typed.renewal} options={optionsOf(renewalTitles)} onChange={(renewal) => change({ renewal })} />
      </div>
    </>
  )
}

/** Amount, rate, term and how it is paid back. */
export function Terms({ typed, change }: FieldsProps) {
  return (
    <fieldset className="field-group">
      <legend>额度、利率和期限</legend>
      <div className="field-pair-even">
        <TextField id="amount-min" label="最低额度（元）" value={typed.amountMin} max={16} hint={wanHint(fenOf(typed.amountMin)) ?? '如 100000 或 10万'} onChange={(amountMin) => change({ amountMin })} />
        <TextField id="amount-max" label="最高额度（元）" value={typed.amountMax} max={16} hint={wanHint(fenOf(typed.amountMax)) ?? '如 1000000 或 100万'} onChange={(amountMax) => change({ amountMax })} />
      </div>
      <div className="field-thirds">
        <TextField id="rate-min" label="最低年利率（%）" value={typed.rateMin} max={5} hint="单利，如 3.65" onChange={(rateMin) => change({ rateMin })} />
        <TextField id="rate-max" label="最高年利率（%）" value={typed.rateMax} max={5} onChange={(rateMax) => change({ rateMax })} />
        <TextField id="fee" label="一次性费率（%）" value={typed.fee} max={5} hint="按贷款额收一次，不收填 0" onChange={(fee) => change({ fee })} />
      </div>
      <div className="field-thirds">
        <TextField id="term-min" label="最短期限（月）" value={typed.termMin} max={3} onChange={(termMin) => change({ termMin })} />
        <TextField id="term-max" label="最长期限（月）" value={typed.termMax} max={3} onChange={(termMax) => change({ termMax })} />
        <TextField id="answer-days" label="答复时限（工作日）" value={typed.responseWorkingDays} max={2} onChange={(responseWorkingDays) => change({ responseWorkingDays })} />
      </div>
      <div className="field-thirds">
        <Pick id="method" label="计息方式" value={typed.method} options={optionsOf(methodTitles)} onChange={(method) => change(withMethod(typed, method))} />
        <TextField id="repayment" label="还款说明" value={typed.repayment} max={100} onChange={(repayment) => change({ repayment })} />
        <TextField id="valid-until" label="有效期至" type="date" value={typed.validUntil} onChange={(validUntil) => change({ validUntil })} />
      </div>
    </fieldset>
  )
}
