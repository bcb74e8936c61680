import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type ReactNode, useState } from 'react'
import { mayDo } from '../../access'
import { Section } from '../../app/page'
import { useStaff } from '../../app/use-session'
import { sentenceOf } from '../../lib/problem'
import { type ProductFound, type ProductVersion, reviewVersion, type Step, stepVersion } from './queries'

/** What is to be done with the version on its way, and by whom: nobody reviews what they wrote. */
export function NextStep({ product, open }: { product: ProductFound; open: ProductVersion }) {
  const { roles } = useStaff()
  const mayEdit = mayDo(roles, 'edit-loan-product')
  if (open.status === 'submitted') return <Review product={product} open={open} isReviewer={mayDo(roles, 'review-loan-product')} />
  if (open.status === 'reviewed')
    return (
      <StepSection product={product} open={open} step="publication" button="发布" may={mayEdit}>
        第 {open.version} 版由{open.author}填写、{open.reviewer}审核通过。发布后企业马上看到，并重新匹配已有的融资需求；已有的申请仍按申请时的版本办理。
      </StepSection>
    )
  return (
    <StepSection product={product} open={open} step="submission" button="提交审核" may={mayEdit}>
      {open.reviewNote === null ? `第 ${open.version} 版是草稿。` : `第 ${open.version} 版被退回：${open.reviewNote}。修改后再提交。`}
      提交后不能再改，由信用办的审核员审核；审核的人不能是填写的人。
    </StepSection>
  )
}

function StepSection({ product, open, step, button, may, children }: { product: ProductFound; open: ProductVersion; step: Step; button: string; may: boolean; children: ReactNode }) {
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

function Review({ product, open, isReviewer }: { product: ProductFound; open: ProductVersion; isReviewer: boolean }) {
  const client = useQueryClient()
  const [note, setNote] = useState('')
  const review = useMutation({ mutationFn: (passed: boolean) => reviewVersion(product.productId, open.version, passed, note.trim()), onSuccess: () => client.invalidateQueries({ queryKey: ['loan-products'] }) })
  const sent = review.isPending ? review.variables : undefined
  return (
    <Section title="审核">
      <p className="lead">
        第 {open.version} 版由{open.author}提交审核。审核的人不能是填写的人。
        {isReviewer && !product.mayReview && '这一版由您填写，须由另一位审核员审核。'}
        {!isReviewer && '由信用办的审核员审核。'}
      </p>
      {open.reviewNote !== null && <p className="quiet">上次退回：{open.reviewNote}</p>}
      {product.mayReview && (
        <>
          <div className="field">
            <label htmlFor="review-note">意见</label>
            <Input.TextArea id="review-note" rows={2} maxLength={300} value={note} placeholder="退回时必填，机构看得到" onChange={(event) => setNote(event.target.value)} />
          </div>
          {review.isError && (
            <p className="act-text" role="alert">
              没有办成：{sentenceOf(review.error).detail ?? sentenceOf(review.error).title}
            </p>
          )}
          <div className="card-actions review-actions">
            <Button type="primary" disabled={review.isPending} loading={sent === true} onClick={() => review.mutate(true)}>
              通过审核
            </Button>
            <Button disabled={note.trim() === '' || review.isPending} loading={sent === false} onClick={() => review.mutate(false)}>
              退回修改
            </Button>
          </div>
        </>
      )}
    </Section>
  )
}
