import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { mayDo, pages } from '../../access'
import { Actor } from '../../app/actor'
import { Rows } from '../../app/list-view'
import { Page, Section } from '../../app/page'
import { Bones, Failure } from '../../app/states'
import { useStaff } from '../../app/use-session'
import { day, instant } from '../../lib/format'
import { sentenceOf } from '../../lib/problem'
import { call } from '../../lib/request'
import { bandColumns, crossingColumns, groupColumns, ReleaseStatus, simulationSentence } from './columns'
import { type Detail, type Group, modelsQuery, releaseQuery, type Simulation } from './queries'

/** One release: simulate, look at what it would do, approve as the second person. */
export function ScoreModelRelease() {
  const { releaseId = '' } = useParams()
  const found = useQuery(releaseQuery(releaseId))
  const trail = <Link to={pages.scoreModels.path}>{pages.scoreModels.title}</Link>
  if (found.data === undefined)
    return (
      <Page key="loading" title="模型发布" trail={trail}>
        {found.isError ? <Failure error={found.error} retry={() => void found.refetch()} retrying={found.isFetching} /> : <Bones lines={5} height={64} />}
      </Page>
    )
  const release = found.data
  return (
    <Page
      title={release.title}
      trail={trail}
      note={
        <>
          <ReleaseStatus status={release.status} /> <span className="mono">{release.modelId}</span> · <Actor actor={release.author} /> {instant(release.createdAt)} 提交
          {release.approver !== null && release.approvedAt !== null && (
            <>
              {' '}
              · <Actor actor={release.approver} /> {instant(release.approvedAt)} 批准
            </>
          )}
          {release.effectiveFrom !== null && ` · ${day(release.effectiveFrom)}起生效`}
        </>
      }
    >
      <Steps release={release} />
      {release.simulation && <Result simulation={release.simulation} />}
      <Section title="模型文件">
        <pre className="raw">{release.source}</pre>
      </Section>
    </Page>
  )
}

function Steps({ release }: { release: Detail }) {
  const { roles } = useStaff()
  const client = useQueryClient()
  const [effectiveFrom, setEffectiveFrom] = useState('')
  const params = { releaseId: release.releaseId }
  const onSuccess = async () => {
    await client.invalidateQueries({ queryKey: modelsQuery.queryKey })
  }
  const simulate = useMutation({ mutationFn: () => call('POST /console/score-models/{releaseId}/simulation', { params }), onSuccess })
  const approve = useMutation({ mutationFn: () => call('POST /console/score-models/{releaseId}/approval', { params, body: { effectiveFrom } }), onSuccess })
  const withdraw = useMutation({ mutationFn: () => call('POST /console/score-models/{releaseId}/withdrawal', { params }), onSuccess })
  const failed = [simulate, approve, withdraw].find((step) => step.isError)
  const isOpen = release.status === 'draft' || release.status === 'simulated'
  if (release.status === 'approved' || release.status === 'withdrawn') return null
  return (
    <Section title="下一步">
      {release.status === 'simulating' && <p role="status">正在全市模拟，可以离开，稍后回来看结果。</p>}
      {release.status === 'draft' && <p>先在全市模拟，看清有多少人跨档，再由另一人批准。</p>}
      {release.status === 'simulated' && (release.isMine ? <p>模型由您提交，须由另一位审核员或管理员批准。</p> : <p>看过下面的模拟结果后，填写生效日并批准；生效日最早为明天。</p>)}
      <div className="card-actions">
        {isOpen && mayDo(roles, 'draft-score-model') && (
          <Button loading={simulate.isPending} type={release.status === 'draft' ? 'primary' : 'default'} onClick={() => simulate.mutate()}>
            {release.status === 'draft' ? '全市模拟' : '重新模拟'}
          </Button>
        )}
        {release.status === 'simulated' && !release.isMine && mayDo(roles, 'approve-score-model') && (
          <>
            <Input type="date" aria-label="生效日" style={{ width: 170 }} value={effectiveFrom} onChange={(event) => setEffectiveFrom(event.target.value)} />
            <Button type="primary" disabled={effectiveFrom === ''} loading={approve.isPending} onClick={() => approve.mutate()}>
              批准
            </Button>
          </>
        )}
        {mayDo(roles, 'draft-score-model') && (
          <Button danger loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
            撤回
          </Button>
        )}
      </div>
      {failed && (
        <p className="act-text" role="alert">
          没有办成：{sentenceOf(failed.error).detail ?? sentenceOf(failed.error).title}
        </p>
      )}
    </Section>
  )
}

const edgesOf = (groups: readonly Group[]) => groups[0]?.crossings ?? []

function Result({ simulation }: { simulation: Simulation }) {
  return (
    <>
      <Section title="模拟结果">
        <p className="lead">{simulationSentence(simulation)}</p>
        <Rows label="各等级" rows={simulation.bands} columns={bandColumns} rowKey={(band) => band.grade} />
      </Section>
      <Section title="公平性：按年龄">
        <Rows label="按年龄" rows={simulation.byAge} columns={groupColumns('年龄')} rowKey={(group) => group.title} />
        <Rows label="按年龄跨档" rows={simulation.byAge} columns={crossingColumns('年龄', edgesOf(simulation.byAge))} rowKey={(group) => group.title} />
        <p className="quiet">少于 5 个主体的组并入“其他”或不列出。前两档占比低于全市五分之四的组标出，请说明原因后再批准。</p>
      </Section>
      <Section title="公平性：按区县">
        <Rows label="按区县" rows={simulation.byDistrict} columns={groupColumns('区县')} rowKey={(group) => group.title} />
        <Rows label="按区县跨档" rows={simulation.byDistrict} columns={crossingColumns('区县', edgesOf(simulation.byDistrict))} rowKey={(group) => group.title} />
      </Section>
    </>
  )
}
