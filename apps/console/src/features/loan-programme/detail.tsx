import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Popconfirm } from 'antd'
import { type ReactNode, useState } from 'react'
import { useParams } from 'react-router'
import { mayDo } from '../../access'
import { Case } from '../../app/case'
import { Facts } from '../../app/facts'
import { Page, Section } from '../../app/page'
import { Mark } from '../../app/states'
import { Timeline } from '../../app/timeline'
import { useStaff } from '../../app/use-session'
import { day } from '../../lib/format'
import { sentenceOf } from '../../lib/problem'
import { DryRunPanel } from '../loan-product/dry-run'
import { AttachedProducts } from './attached'
import { ProgrammeMoney } from './money'
import { ProgrammeEditor } from './editor'
import { PotPicture } from './pot'
import { dryRunProgramme, type ProgrammeFound, programmeQuery, publishProgramme, stopProgramme } from './queries'
import { eventTitles, statusOf } from './words'

/** One programme: its pot, what it says, its products, and what happened. */
export function LoanProgrammePage() {
  const { code = '' } = useParams()
  return (
    <Case id={code} query={useQuery(programmeQuery(code))} page="loanProgrammes" title="支持项目">
      {(programme, trail) => <Found programme={programme} trail={trail} />}
    </Case>
  )
}

function Found({ programme, trail }: { programme: ProgrammeFound; trail: ReactNode }) {
  const mayEdit = mayDo(useStaff().roles, 'edit-loan-programme')
  const { draft, status } = programme
  return (
    <Page
      title={draft.title}
      trail={trail}
      actions={mayEdit && status !== 'ended' ? <Actions programme={programme} /> : undefined}
      note={
        <>
          <Mark tone={statusOf(programme).tone}>{statusOf(programme).title}</Mark> {programme.kindTitle} · {draft.issuer} · 第 {programme.version} 版，{programme.author}填写{programme.publisher === null ? '' : `，${programme.publisher}发布`}
        </>
      }
    >
      <div className="with-happenings">
        <div>
          {(status === 'draft' || status === 'paused') && mayEdit && <Publish programme={programme} />}
          <Section title="资金池">
            <PotPicture pot={programme} potFen={draft.potFen} />
          </Section>
          <Section title="给什么、给谁">
            <ul className="plain-list">
              {programme.words.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
            <h3 className="rules-title">企业看到的条件</h3>
            <ol className="said-rules">
              {programme.rules.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ol>
          </Section>
          <Section title="受理和依据">
            <Facts
              tall
              rows={[
                ['受理', `${day(draft.opensOn)}至${day(draft.closesOn)}`],
                ['依据', draft.basisUrl === null ? draft.basis : `${draft.basis}（${draft.basisUrl}）`],
                ['核对', draft.basisVerified ? '已和正式文件核对' : '还没有和正式文件核对，企业页面会写明'],
              ]}
            />
          </Section>
          <ProgrammeMoney programme={programme} mayEdit={mayEdit} />
          <AttachedProducts programme={programme} mayEdit={mayEdit} />
          {mayEdit && status !== 'ended' && (
            <Section title="试算">
              <DryRunPanel read={() => draft} run={dryRunProgramme} />
            </Section>
          )}
        </div>
        <Timeline entries={programme.history.map(({ at, by, action }) => ({ at, by, title: eventTitles[action] ?? action }))} />
      </div>
    </Page>
  )
}

function Publish({ programme }: { programme: ProgrammeFound }) {
  const client = useQueryClient()
  const publish = useMutation({ mutationFn: () => publishProgramme(programme.code, programme.version), onSuccess: () => client.invalidateQueries({ queryKey: ['loan-programmes'] }) })
  return (
    <Section title="下一步">
      <p className="lead">
        {programme.mayPublish ? `第 ${programme.version} 版由${programme.author}填写。发布后，符合的企业马上看到，放款时从资金池占用。` : `这一版由${programme.author}填写，须由另一人发布。`}
      </p>
      {publish.isError && (
        <p className="act-text" role="alert">
          没有办成：{sentenceOf(publish.error).detail ?? sentenceOf(publish.error).title}
        </p>
      )}
      {programme.mayPublish && (
        <Button type="primary" loading={publish.isPending} onClick={() => publish.mutate()}>
          发布
        </Button>
      )}
    </Section>
  )
}

function Actions({ programme }: { programme: ProgrammeFound }) {
  const client = useQueryClient()
  const [editing, setEditing] = useState(false)
  const stop = useMutation({ mutationFn: (how: 'pause' | 'end') => stopProgramme(programme.code, how), onSuccess: () => client.invalidateQueries({ queryKey: ['loan-programmes'] }) })
  return (
    <>
      {stop.isError && (
        <span className="act-text" role="alert">
          {sentenceOf(stop.error).detail ?? sentenceOf(stop.error).title}
        </span>
      )}
      <Popconfirm placement="bottomRight" title="结束这个项目？" description="结束后不再答应新的贷款，也不能恢复；已经答应的照常办理。" okText="结束" cancelText="取消" onConfirm={() => stop.mutate('end')}>
        <Button danger>结束</Button>
      </Popconfirm>
      {programme.status === 'published' ? (
        <Button loading={stop.isPending} onClick={() => stop.mutate('pause')}>
          暂停
        </Button>
      ) : (
        <Button onClick={() => setEditing(true)}>修改</Button>
      )}
      {editing && <ProgrammeEditor programme={programme} onClose={() => setEditing(false)} />}
    </>
  )
}
