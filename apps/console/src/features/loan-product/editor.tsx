import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Drawer } from 'antd'
import { type FormEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import { Bones, Failure } from '../../app/states'
import { TextField } from '../../app/text-field'
import { useStaff } from '../../app/use-session'
import { today } from '../../lib/format'
import { tellFailure } from '../../lib/problem'
import { newKey } from '../../lib/request'
import { emptyProduct, readProduct, type TypedProduct, typedProduct } from './draft'
import { DryRunPanel } from './dry-run'
import { LenderChoice } from './lender-choice'
import { Basics, Terms } from './editor-fields'
import { choicesQuery, draftProduct, dryRun, editProduct, type ProductDraft, type ProductFound, type RuleChoices } from './queries'
import { RuleBuilder } from './rule-builder'
import { useRegions } from './use-regions'

interface EditorProps {
  /** Null: the office chooses whom it writes for. */
  lenderId: string | null
  /** What is edited; without it a new product is drafted. */
  product?: ProductFound
  onClose: () => void
}

/** Drafts a product or writes its next version; what is published stays as it is until the new version is. */
export function ProductEditor({ lenderId, product, onClose }: EditorProps) {
  const choices = useQuery(choicesQuery)
  const onBehalf = useStaff().lenderId === null
  return (
    <Drawer title={product ? `修改“${product.name}”` : onBehalf ? '代录信贷产品' : '起草信贷产品'} size={820} open onClose={onClose}>
      {choices.data === undefined ? choices.isError ? <Failure error={choices.error} retry={() => void choices.refetch()} retrying={choices.isFetching} /> : <Bones lines={6} height={64} /> : <Form lenderId={lenderId} product={product} choices={choices.data} onBehalf={onBehalf} onClose={onClose} />}
    </Drawer>
  )
}

function Form({ lenderId, product, choices, onBehalf, onClose }: Omit<EditorProps, 'product'> & { product: ProductFound | undefined; choices: RuleChoices; onBehalf: boolean }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const regions = useRegions(choices)
  const newest = product?.versions[0]
  const [typed, setTyped] = useState<TypedProduct>(() => (newest ? typedProduct(newest.draft) : emptyProduct(today())))
  const [forLender, setForLender] = useState(lenderId)
  const [paper, setPaper] = useState((newest?.status === 'draft' ? newest.paper : null) ?? '')
  const [issues, setIssues] = useState<readonly string[]>([])
  const [attempt, setAttempt] = useState(newKey)
  const save = useMutation({
    mutationFn: (draft: ProductDraft) => (product && newest ? editProduct(product.productId, newest.version, draft, paper.trim(), attempt) : draftProduct(forLender ?? '', draft, paper.trim(), attempt)),
    onSuccess: async (saved) => {
      await client.invalidateQueries({ queryKey: ['loan-products'] })
      onClose()
      void navigate(`/loan-products/${saved.productId}`)
    },
  })
  const touched = () => {
    setIssues([])
    setAttempt(newKey())
  }
  const change = (over: Partial<TypedProduct>) => {
    setTyped((before) => ({ ...before, ...over }))
    touched()
  }
  const read = (before: readonly string[] = []) => {
    const found = readProduct(typed)
    const all = [...before, ...('issues' in found ? found.issues : [])]
    setIssues(all)
    return 'draft' in found && all.length === 0 ? found.draft : null
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const draft = read([...(forLender === null ? ['请选择机构'] : []), ...(onBehalf && paper.trim().length < 2 ? ['请填写代录依据'] : [])])
    if (draft !== null) save.mutate(draft)
  }
  const told = save.isError ? tellFailure(save.error) : issues
  return (
    <form className="drawer-form" onSubmit={submit} noValidate>
      {product && product.status !== 'draft' && <Alert type="info" title="保存为新的草稿，审核并发布后才替换现在的内容；已有的申请仍按申请时的版本办理。" />}
      {product && newest?.status === 'draft' && newest.reviewNote !== null && <Alert type="warning" title={`上次退回：${newest.reviewNote}`} />}
      {onBehalf && (
        <fieldset className="field-group">
          <legend>代机构录入</legend>
          {!product && (
            <LenderChoice
              value={forLender}
              onChange={(next) => {
                setForLender(next)
                touched()
              }}
            />
          )}
          <TextField
            id="product-paper"
            label="代录依据"
            value={paper}
            max={100}
            hint="机构提供的材料，如：盖章的产品说明书（2026-11-20）。机构确认后才能发布。"
            onChange={(text) => {
              setPaper(text)
              touched()
            }}
          />
        </fieldset>
      )}
      <Basics typed={typed} change={change} zones={choices.zones} />
      <Terms typed={typed} change={change} />
      <RuleBuilder rules={typed.rules} choices={choices} regions={regions} onChange={(rules) => change({ rules })} />
      <fieldset className="field-group">
        <legend>试算</legend>
        <DryRunPanel read={() => read()} run={dryRun} />
      </fieldset>
      {told.length > 0 && <Alert role="alert" type="error" title={told[0] ?? ''} description={told.length > 1 ? <ul>{told.slice(1).map((one) => <li key={one}>{one}</li>)}</ul> : undefined} />}
      <Button type="primary" htmlType="submit" loading={save.isPending}>
        保存草稿
      </Button>
    </form>
  )
}
