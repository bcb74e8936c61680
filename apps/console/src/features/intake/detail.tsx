import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Popconfirm } from 'antd'
import { Link, useParams } from 'react-router'
import { mayDo, pages } from '../../access'
import { Actor } from '../../app/actor'
import { Rows } from '../../app/list-view'
import { Page, Section } from '../../app/page'
import { Bones, Empty, Failure } from '../../app/states'
import { useStaff } from '../../app/use-session'
import { instant } from '../../lib/format'
import { sentenceOf } from '../../lib/problem'
import { importColumns } from '../record/columns'
import { ClientStatus } from './columns'
import { clientQuery, type OfficeClient, revokeClient } from './queries'

/** One machine: what the office needs to sign with, what it sent last, and the end of it. */
export function OfficeClientDetail() {
  const { clientId = '' } = useParams()
  const found = useQuery(clientQuery(clientId))
  const mayRevoke = mayDo(useStaff().roles, 'register-office-client')
  const trail = <Link to={pages.officeClients.path}>{pages.officeClients.title}</Link>
  if (found.data === undefined)
    return (
      <Page key="loading" title="报送系统" trail={trail}>
        {found.isError ? <Failure error={found.error} retry={() => void found.refetch()} retrying={found.isFetching} /> : <Bones lines={5} height={64} />}
      </Page>
    )
  const { client, batches } = found.data
  return (
    <Page
      title={client.office}
      trail={trail}
      actions={mayRevoke && client.status === 'active' ? <Revoke client={client} /> : undefined}
      note={
        <>
          <ClientStatus status={client.status} /> <span className="mono">{client.officeUscc}</span> · <Actor actor={client.createdBy} /> {instant(client.createdAt)} 登记
          {client.revokedAt !== null && ` · ${instant(client.revokedAt)} 停用`}
        </>
      }
    >
      <Section title="给报送单位">
        <dl className="facts facts-tall">
          <div>
            <dt>密钥编号（签名里的 keyid）</dt>
            <dd className="mono">{client.clientId}</dd>
          </div>
          <div>
            <dt>公钥指纹（RFC 7638，SHA-256）</dt>
            <dd className="mono">{client.keyThumbprint}</dd>
          </div>
          <div>
            <dt>报送地址</dt>
            <dd className="mono">POST {window.location.origin}/api/v1/intake/batches</dd>
          </div>
        </dl>
        <p className="quiet">请与报送单位核对公钥指纹。{client.lastSentAt === null && '这个系统还没有报送过。'}</p>
      </Section>
      <Section title="最近报送">
        {batches.length === 0 ? <Empty title="还没有报送过文件">报送单位用登记的密钥签名后，文件会列在这里。</Empty> : <Rows label="最近报送" rows={batches} columns={importColumns.filter((column) => column.title !== '谁传的')} rowKey={(batch) => batch.batchId} to={(batch) => `/imports/${batch.batchId}`} />}
      </Section>
    </Page>
  )
}

function Revoke({ client }: { client: OfficeClient }) {
  const queries = useQueryClient()
  const revoke = useMutation({ mutationFn: () => revokeClient(client.clientId), onSuccess: () => queries.invalidateQueries({ queryKey: ['office-clients'] }) })
  return (
    <>
      {revoke.isError && (
        <span className="act-text" role="alert">
          没有停用：{sentenceOf(revoke.error).title}
        </span>
      )}
      <Popconfirm placement="bottomRight" title="停用这个系统？" description="从现在起不再收它报送的文件；已经报送的不变。停用后不能恢复，需重新登记。" okText="停用" cancelText="取消" onConfirm={() => revoke.mutate()}>
        <Button danger loading={revoke.isPending}>
          停用
        </Button>
      </Popconfirm>
    </>
  )
}
