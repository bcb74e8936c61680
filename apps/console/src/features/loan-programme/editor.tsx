import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Checkbox, Drawer, Radio } from 'antd'
import { type FormEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import { Bones, Failure } from '../../app/states'
import { TextField } from '../../app/text-field'
import { today } from '../../lib/format'
import { tellFailure } from '../../lib/problem'
import { newKey } from '../../lib/request'
import { DryRunPanel } from '../loan-product/dry-run'
import { choicesQuery, type RuleChoices } from '../loan-product/queries'
import { RuleBuilder } from '../loan-product/rule-builder'
import { fenOf } from '../loan-product/rule-form'
import { useRegions } from '../loan-product/use-regions'
import { wanHint } from '../loan-product/wan-hint'
import { emptyProgramme, readProgramme, type TypedProgramme, typedProgramme } from './draft'
import { changeProgramme, draftProgramme, dryRunProgramme, type ProgrammeDraft, type ProgrammeFound } from './queries'
import { kindTitles } from './words'

interface EditorProps {
  /** What is changed; without it a new programme is drafted. */
  programme?: ProgrammeFound
  onClose: () => void
}

const kinds = (Object.keys(kindTitles) as ProgrammeDraft['kind'][]).map((value) => ({ value, label: kindTitles[value] }))

/** Drafts a programme or changes one that is a draft or paused; another person puts it in force. */
export function ProgrammeEditor({ programme, onClose }: EditorProps) {
  const choices = useQuery(choicesQuery)
  return (
    <Drawer title={programme ? `修改“${programme.draft.title}”` : '起草支持项目'} size={820} open onClose={onClose}>
      {choices.data === undefined ? choices.isError ? <Failure error={choices.error} retry={() => void choices.refetch()} retrying={choices.isFetching} /> : <Bones lines={6} height={64} /> : <Form programme={programme} choices={choices.data} onClose={onClose} />}
    </Drawer>
  )
}

function Form({ programme, choices, onClose }: { programme: ProgrammeFound | undefined; choices: RuleChoices; onClose: () => void }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const regions = useRegions(choices)
  const [code, setCode] = useState('')
  const [typed, setTyped] = useState<TypedProgramme>(() => (programme ? typedProgramme(programme.draft) : emptyProgramme(today())))
  const [issues, setIssues] = useState<readonly string[]>([])
  const [attempt, setAttempt] = useState(newKey)
  const save = useMutation({
    mutationFn: (draft: ProgrammeDraft) => (programme ? changeProgramme(programme.code, programme.version, draft, attempt) : draftProgramme(code.trim(), draft, attempt)),
    onSuccess: async (saved) => {
      await client.invalidateQueries({ queryKey: ['loan-programmes'] })
      onClose()
      void navigate(`/loan-programmes/${saved.code}`)
    },
    onSettled: () => setAttempt(newKey()),
  })
  const change = (over: Partial<TypedProgramme>) => {
    setTyped((before) => ({ ...before, ...over }))
    setIssues([])
    setAttempt(newKey())
  }
  const read = () => {
    const found = readProgramme(typed)
    setIssues('issues' in found ? found.issues : [])
    return 'draft' in found ? found.draft : null
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const draft = read()
    if (draft !== null) save.mutate(draft)
  }
  const told = save.isError ? tellFailure(save.error) : issues
  return (
    <form className="drawer-form" onSubmit={submit} noValidate>
      {programme && programme.status !== 'draft' && <Alert type="info" title="保存后仍是暂停，须由另一人发布才生效；已经答应的贷款按当时的条款办理。" />}
      {!programme && <TextField id="programme-code" label="代码" value={code} max={40} hint="小写字母、数字和短横线，定下后不能改，如 first-loan-2027" onChange={setCode} />}
      <div className="field">
        <span className="field-title">类型</span>
        <Radio.Group aria-label="类型" value={typed.kind} options={kinds} onChange={(event) => change({ kind: event.target.value as TypedProgramme['kind'] })} />
      </div>
      <div className="field-pair-even">
        <TextField id="programme-title" label="名称" value={typed.title} max={40} onChange={(title) => change({ title })} />
        <TextField id="programme-issuer" label="主管部门" value={typed.issuer} max={40} onChange={(issuer) => change({ issuer })} />
      </div>
      <TextField id="programme-basis" label="依据" value={typed.basis} max={200} rows={2} hint="文件名称和文号" onChange={(basis) => change({ basis })} />
      <TextField id="programme-url" label="依据网址" value={typed.basisUrl} max={300} hint="没有可以不填" onChange={(basisUrl) => change({ basisUrl })} />
      <Checkbox checked={typed.basisVerified} onChange={(event) => change({ basisVerified: event.target.checked })}>
        已和正式文件核对；没有核对的，每个页面都会写明
      </Checkbox>
      <div className="field-pair-even">
        <TextField id="programme-opens" label="开始受理" type="date" value={typed.opensOn} onChange={(opensOn) => change({ opensOn })} />
        <TextField id="programme-closes" label="截止受理" type="date" value={typed.closesOn} onChange={(closesOn) => change({ closesOn })} />
      </div>
      <div className="field-pair-even">
        <TextField id="programme-pot" label="资金池（元）" value={typed.pot} max={18} hint={wanHint(fenOf(typed.pot)) ?? '占用和支付不会超过它'} onChange={(pot) => change({ pot })} />
        <TextField id="programme-loan-max" label="单笔贷款上限（元）" value={typed.loanMax} max={16} hint={wanHint(fenOf(typed.loanMax)) ?? '超过的不支持'} onChange={(loanMax) => change({ loanMax })} />
      </div>
      {typed.kind === 'interest-subsidy' ? <SubsidyFields typed={typed} change={change} /> : <CompensationFields typed={typed} change={change} />}
      <Checkbox checked={typed.unsecured} onChange={(event) => change({ unsecured: event.target.checked })}>
        企业可以不用抵押
      </Checkbox>
      <Checkbox checked={typed.freeOfCharge} onChange={(event) => change({ freeOfCharge: event.target.checked })}>
        对企业不收费
      </Checkbox>
      <RuleBuilder rules={typed.rules} choices={choices} regions={regions} onChange={(rules) => change({ rules })} />
      <fieldset className="field-group">
        <legend>试算</legend>
        <DryRunPanel read={read} run={dryRunProgramme} />
      </fieldset>
      {told.length > 0 && <Alert role="alert" type="error" title={told[0] ?? ''} description={told.length > 1 ? <ul>{told.slice(1).map((one) => <li key={one}>{one}</li>)}</ul> : undefined} />}
      <Button type="primary" htmlType="submit" loading={save.isPending}>
        {programme ? '保存' : '保存草稿'}
      </Button>
    </form>
  )
}

interface FieldsProps {
  typed: TypedProgramme
  change: (over: Partial<TypedProgramme>) => void
}

function SubsidyFields({ typed, change }: FieldsProps) {
  return (
    <fieldset className="field-group">
      <legend>贴息</legend>
      <div className="field-pair-even">
        <TextField id="programme-share" label="利息的百分之几" value={typed.share} max={6} hint="如 50；只按百分点补的不填" onChange={(share) => change({ share })} />
        <TextField id="programme-points" label="每年最多几个百分点" value={typed.points} max={5} hint="如 2；两项都填的取低" onChange={(points) => change({ points })} />
      </div>
      <div className="field-pair-even">
        <TextField id="programme-year-cap" label="每户每年上限（元）" value={typed.yearCap} max={16} hint={wanHint(fenOf(typed.yearCap)) ?? '按自然年'} onChange={(yearCap) => change({ yearCap })} />
        <TextField id="programme-months" label="最长补几个月" value={typed.maxMonths} max={3} onChange={(maxMonths) => change({ maxMonths })} />
      </div>
    </fieldset>
  )
}

function CompensationFields({ typed, change }: FieldsProps) {
  return (
    <fieldset className="field-group">
      <legend>风险补偿</legend>
      <div className="field-thirds">
        <TextField id="programme-share" label="分担损失的百分之几" value={typed.share} max={6} hint="如 40" onChange={(share) => change({ share })} />
        <TextField id="programme-lender-cap" label="每家银行上限（元）" value={typed.lenderCap} max={18} hint={wanHint(fenOf(typed.lenderCap)) ?? '累计'} onChange={(lenderCap) => change({ lenderCap })} />
        <TextField id="programme-max-rate" label="产品最高年利率（%）" value={typed.maxRate} max={5} hint="更高的产品不能加入" onChange={(maxRate) => change({ maxRate })} />
      </div>
    </fieldset>
  )
}
