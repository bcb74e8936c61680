import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { mayDo, pages } from '../../access'
import { FileButton } from '../../app/file-button'
import { Rows } from '../../app/list-view'
import { Page, Section } from '../../app/page'
import { Bones, Empty, Failure } from '../../app/states'
import { useStaff } from '../../app/use-session'
import { ApiError } from '../../lib/problem'
import { call } from '../../lib/request'
import { modelColumns, releaseColumns } from './columns'
import { modelsQuery } from './queries'

/** 评价模型: what is in force, what is on its way, and handing in a new one. */
export function ScoreModels() {
  const found = useQuery(modelsQuery)
  const mayDraft = mayDo(useStaff().roles, 'draft-score-model')
  return (
    <Page title={pages.scoreModels.title} note="模型是公开的数据；提交后先在全市模拟，再由另一人批准，到生效日起用。分数不能手工修改。">
      {mayDraft && <Draft />}
      {found.data === undefined ? (
        found.isError ? <Failure error={found.error} retry={() => void found.refetch()} retrying={found.isFetching} /> : <Bones />
      ) : (
        <>
          <Section title="已发布的模型">
            <Rows label="已发布的模型" rows={found.data.models} columns={modelColumns} rowKey={(model) => model.modelId} />
          </Section>
          <Section title="发布记录">
            {found.data.releases.length === 0 ? <Empty title="还没有提交过模型" /> : <Rows label="发布记录" rows={found.data.releases} columns={releaseColumns} rowKey={(release) => release.releaseId} to={(release) => `/score-models/${release.releaseId}`} />}
          </Section>
        </>
      )}
    </Page>
  )
}

function Draft() {
  const client = useQueryClient()
  const navigate = useNavigate()
  const draft = useMutation({
    mutationFn: async (file: File) => call('POST /console/score-models', { body: { source: await file.text() } }),
    onSuccess: async ({ releaseId }) => {
      await client.invalidateQueries({ queryKey: modelsQuery.queryKey })
      await navigate(`/score-models/${releaseId}`)
    },
  })
  const problems = draft.error instanceof ApiError ? draft.error.fieldErrors : []
  return (
    <Section
      title="提交模型"
      aside={
        <FileButton type="primary" accept=".yaml,.yml" label="选择模型文件" loading={draft.isPending} onFile={draft.mutate}>
          选择 YAML 文件
        </FileButton>
      }
    >
      <p className="quiet">从在用的模型文件改起，换一个编号；文件有问题会逐条列出，不会入库。</p>
      {draft.isError && (
        <div role="alert">
          <p className="act-text">
            没有提交：{draft.error instanceof ApiError ? (draft.error.detail ?? draft.error.message) : draft.error.message}
          </p>
          <ul>
            {problems.map(({ field, message }, index) => (
              <li key={`${field}-${index}`}>
                <span className="mono">{field}</span> {message}
              </li>
            ))}
          </ul>
        </div>
      )}
    </Section>
  )
}
