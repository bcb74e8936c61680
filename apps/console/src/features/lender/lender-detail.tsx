import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useParams } from 'react-router'
import { mayDo } from '../../access'
import { actorText } from '../../app/actor'
import { Case } from '../../app/case'
import { Facts } from '../../app/facts'
import { FileButton } from '../../app/file-button'
import { Page, Section } from '../../app/page'
import { Mark } from '../../app/states'
import { Timeline } from '../../app/timeline'
import { useStaff } from '../../app/use-session'
import { count, day } from '../../lib/format'
import { sentenceOf } from '../../lib/problem'
import { fetchFile } from '../../lib/request'
import { sendFile } from '../../lib/send-file'
import { LenderStatus, licenceEnd } from './lender-columns'
import { LenderDrawer } from './lender-form'
import { type LenderDetail as Detail, lenderQuery } from './lender-queries'
import { LenderHeld, LenderStandingActions } from './lender-standing'
import { Officers } from './officers'
import { System } from './system'

const ACTIONS: Readonly<Record<string, string>> = {
  'lender.admit': '入驻',
  'lender.edit': '修改信息',
  'lender.licence': '上传许可证',
  'lender.suspend': '暂停',
  'lender.resume': '恢复',
  'lender.terminate': '终止合作',
  'lender.officer-invite': '邀请人员',
  'lender.officer-disable': '停用人员',
  'lender.officer-reset': '重置密码',
  'lender-client.register': '登记接入系统',
  'lender-client.rotate': '更换签名密钥',
  'lender-client.resend': '重发消息',
  'lender-client.revoke': '停用接入系统',
}

/** One lender: what was agreed, who works for it, what is under way. */
export function LenderDetail() {
  const { lenderId = '' } = useParams()
  const query = useQuery(lenderQuery(lenderId))
  return (
    <Case id={lenderId} query={query} page="lenders" title="金融机构">
      {(lender, trail) => <Found lender={lender} trail={trail} />}
    </Case>
  )
}

function Found({ lender, trail }: { lender: Detail; trail: React.ReactNode }) {
  const { roles, staffId } = useStaff()
  const [editing, setEditing] = useState(false)
  const mayEdit = mayDo(roles, 'admit-lender') && lender.status !== 'terminated'
  const { running } = lender
  return (
    <Page
      title={lender.name}
      trail={trail}
      actions={
        mayEdit && (
          <>
            <Button onClick={() => setEditing(true)}>修改信息</Button>
            <LenderStandingActions lender={lender} />
          </>
        )
      }
      note={
        <>
          <LenderStatus status={lender.status} /> {lender.kindTitle} · <span className="mono">{lender.uscc}</span>
        </>
      }
    >
      <div className="with-happenings">
        <div>
          <LenderHeld lender={lender} />
          <Facts
            rows={[
              ['约定答复', lender.answerWorkingDays === null ? '未约定' : `${lender.answerWorkingDays} 个工作日`],
              ['产品', `${count(lender.products)} 个`],
              ['待受理', `${count(running.unaccepted)} 笔`],
              ['办理中', `${count(running.unsigned)} 笔`],
              ['已签约未结清', `${count(running.signed)} 笔`],
            ]}
          />
          <Licence lender={lender} mayEdit={mayEdit} />
          <Officers lender={lender} />
          {mayDo(roles, 'see-lender-client') && <System lender={lender} />}
        </div>
        <Timeline entries={lender.timeline.map(({ at, action, actor, reasonTitle }) => ({ at, title: ACTIONS[action] ?? action, by: actorText(actor, staffId), note: reasonTitle }))} />
      </div>
      {editing && <LenderDrawer lender={lender} onClose={() => setEditing(false)} />}
    </Page>
  )
}

/** 金融许可证 and who answers the telephone. The scan opens in a tab of its own. */
function Licence({ lender, mayEdit }: { lender: Detail; mayEdit: boolean }) {
  const client = useQueryClient()
  const params = { lenderId: lender.lenderId }
  const put = useMutation({ mutationFn: (file: Blob) => sendFile('POST /console/lenders/{lenderId}/licence', params, file, 'application/octet-stream'), onSuccess: () => client.invalidateQueries({ queryKey: ['lenders'] }) })
  const open = useMutation({
    mutationFn: async () => {
      const address = URL.createObjectURL(await fetchFile('GET /console/lenders/{lenderId}/licence', { params }))
      window.open(address, '_blank', 'noopener')
      // The tab has read it by then.
      setTimeout(() => URL.revokeObjectURL(address), 60_000)
    },
  })
  const failed = [put, open].find((one) => one.isError)
  return (
    <Section
      title="金融许可证"
      aside={
        mayEdit && (
          <FileButton accept="image/jpeg,image/png,application/pdf" label="选择许可证扫描件" loading={put.isPending} onFile={put.mutate}>
            {lender.scan ? '换扫描件' : '上传扫描件'}
          </FileButton>
        )
      }
    >
      <Facts
        rows={[
          ['编号', lender.licenceNumber === null ? '未登记' : <span key="number" className="mono">{lender.licenceNumber}</span>],
          ['发证日期', lender.licenceFrom === null ? '未登记' : day(lender.licenceFrom)],
          ['有效期至', lender.licenceExpired ? <Mark key="until" tone="act">{licenceEnd(lender)} 已到期</Mark> : licenceEnd(lender)],
          [
            '扫描件',
            lender.scan === null ? (
              '未上传'
            ) : (
              <Button key="scan" type="link" size="small" loading={open.isPending} onClick={() => open.mutate()}>
                打开（{Math.ceil(lender.scan.bytes / 1024)} KB）
              </Button>
            ),
          ],
          ['联系人', lender.contact === null ? '未登记' : `${lender.contact.maskedName} ${lender.contact.maskedPhone}`],
        ]}
      />
      {failed && (
        <p className="act-text" role="alert">
          {sentenceOf(failed.error).detail ?? sentenceOf(failed.error).title}
        </p>
      )}
    </Section>
  )
}
