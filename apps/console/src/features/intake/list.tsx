import { Button } from 'antd'
import { useState } from 'react'
import { mayDo, pages } from '../../access'
import { ExportButton } from '../../app/export-button'
import { ListView } from '../../app/list-view'
import { Page } from '../../app/page'
import { Empty } from '../../app/states'
import { useStaff } from '../../app/use-session'
import { clientColumns } from './columns'
import { clientList } from './queries'
import { RegisterDrawer } from './register'

/** 委办局接入: the machines of offices that may send files, and the registration of another. */
export function OfficeClientList() {
  const mayRegister = mayDo(useStaff().roles, 'register-office-client')
  const [registering, setRegistering] = useState(false)
  return (
    <Page
      title={pages.officeClients.title}
      note="委办局的系统用自己的私钥签名报送；这里只登记公钥。"
      actions={
        <>
          <ExportButton name={pages.officeClients.title} columns={clientColumns} page={clientList.page} />
          {mayRegister && (
            <Button type="primary" onClick={() => setRegistering(true)}>
              登记系统
            </Button>
          )}
        </>
      }
    >
      <ListView
        source={clientList}
        label={pages.officeClients.title}
        unit="个系统"
        columns={clientColumns}
        rowKey={(client) => client.clientId}
        to={(client) => `/office-clients/${client.clientId}`}
        empty={<Empty title="还没有接入的系统">{mayRegister ? '向委办局要来公钥，登记后即可报送。' : '管理员登记后会列在这里。'}</Empty>}
      />
      {mayRegister && <RegisterDrawer open={registering} onClose={() => setRegistering(false)} />}
    </Page>
  )
}
