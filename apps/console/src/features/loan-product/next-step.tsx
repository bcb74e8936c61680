import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type ReactNode, useState } from 'react'
import { mayDo } from '../../access'
import { Section } from '../../app/page'
import { useStaff } from '../../app/use-session'
import { sentenceOf } from '../../lib/problem'
import { confirmVersion, type ProductFound, type ProductVersion, reviewVersion, type Step, stepVersion } from './queries'

interface StepProps {
  product: ProductFound
  open: ProductVersion
}

/** What is to be done with the version on its way, and by whom: nobody reviews or publishes what they wrote, and the lender says yes to what the office wrote for it. */
export function NextStep({ product, open }: StepProps) {
  const mayEdit = mayDo(useStaff().roles, 'edit-loan-product')
  if (open.status === 'draft')
    return (
      <StepSection product={product} open={open} step="submission" button="提交审核" may={mayEdit}>
        {open.reviewNote === null ? `第 ${open.version} 版是草稿。` : `第 ${open.version} 版被${open.reviewer === null && open.paper !== null ? '机构' : ''}退回：${open.reviewNote}。修改后再提交。`}
        提交后不能再改，由信用办的审核员审核；审核和发布的人都不能是填写的人。{open.paper !== null && '代录的产品还要由机构确认。'}
      </StepSection>
    )
  return (
    <>
      {product.mayConfirm && <Confirm product={product} open={open} />}
      {open.status === 'submitted' ? <Review product={product} open={open} /> : <Publish product={product} open={open} />}
    </>
  )
}

function Publish({ product, open }: StepProps) {
  const waits = open.paper !== null && open.confirmer === null
  const isOther = mayDo(useStaff().roles, 'edit-loan-product') && !waits && !product.mayPublish
  return (
    <StepSection product={product} open={open} step="publication" button="发布" may={product.mayPublish}>
      第 {open.version} 版由{open.author}填写、{open.reviewer}审核通过。
      {waits ? '这一版由信用办代录，等机构确认后才能发布。' : '发布后企业马上看到，并重新匹配已有的融资需求；已有的申请仍按申请时的版本办理。'}
      {isOther && '这一版由您填写，须由另一人发布。'}
    </StepSection>
  )
}

function StepSection({ product, open, step, button, may, children }: StepProps & { step: Step; button: string; may: boolean; children: ReactNode }) {
  const client = useQueryClient()
  const take = useMutation({ mutationFn: () => stepVersion(product.productId, step, open.version), onSuccess: () => client.invalidateQueries({ queryKey: ['loan-products'] }) })
  return (
    <Section title="下一步">
      <p className="lead">{children}</p>
      {take.isError && (
        <p className="act-text" role="alert">
          没有办成：{sentenceOf(take.error).detail ?? sentenceOf(take.error).title}
        </p>
      )}
      {may && (
        <Button type="primary" loading={take.isPending} onClick={() => take.mutate()}>
          {button}
        </Button>
      )}
    </Section>
  )
}

function Review({ product, open }: StepProps) {
  const isReviewer = mayDo(useStaff().roles, 'review-loan-product')
  return (
    <Section title="审核">
      <p className="lead">
        第 {open.version} 版由{open.author}提交审核。审核的人不能是填写的人。
        {isReviewer && !product.mayReview && '这一版由您填写，须由另一位审核员审核。'}
        {!isReviewer && '由信用办的审核员审核。'}
      </p>
      {open.reviewNote !== null && <p className="quiet">上次退回：{open.reviewNote}</p>}
      {product.mayReview && <Verdict id="review-note" label="意见" placeholder="退回时必填，机构看得到" yes="通过审核" no="退回修改" send={(passed, note) => reviewVersion(product.productId, open.version, passed, note)} />}
    </Section>
  )
}

function Confirm({ product, open }: StepProps) {
  return (
    <Section title="确认代录">
      <p className="lead">
        第 {open.version} 版由信用办的{open.author}代录，依据：{open.paper}。请核对下面的内容，确认后才能发布。
      </p>
      <Verdict id="confirm-note" label="说明" placeholder="退回时必填，信用办看得到" yes="确认无误" no="退回信用办" send={(agreed, note) => confirmVersion(product.productId, open.version, agreed, note)} />
    </Section>
  )
}

/** A yes, or a no with its reason. */
function Verdict({ id, label, placeholder, yes, no, send }: { id: string; label: string; placeholder: string; yes: string; no: string; send: (agreed: boolean, note: string) => Promise<unknown> }) {
  const client = useQueryClient()
  const [note, setNote] = useState('')
  const say = useMutation({ mutationFn: (agreed: boolean) => send(agreed, note.trim()), onSuccess: () => client.invalidateQueries({ queryKey: ['loan-products'] }) })
  const sent = say.isPending ? say.variables : undefined
  return (
    <>
      <div className="field">
        <label htmlFor={id}>{label}</label>
        <Input.TextArea id={id} rows={2} maxLength={300} value={note} placeholder={placeholder} onChange={(event) => setNote(event.target.value)} />
      </div>
      {say.isError && (
        <p className="act-text" role="alert">
          没有办成：{sentenceOf(say.error).detail ?? sentenceOf(say.error).title}
        </p>
      )}
      <div className="card-actions review-actions">
        <Button type="primary" disabled={say.isPending} loading={sent === true} onClick={() => say.mutate(true)}>
          {yes}
        </Button>
        <Button disabled={note.trim() === '' || say.isPending} loading={sent === false} onClick={() => say.mutate(false)}>
          {no}
        </Button>
      </div>
    </>
  )
}
