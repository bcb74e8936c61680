import { Button } from 'antd'
import { useState } from 'react'
import { mayDo, pages } from '../../access'
import { ExportButton } from '../../app/export-button'
import { ListView } from '../../app/list-view'
import { Page } from '../../app/page'
import { Empty } from '../../app/states'
import { useStaff } from '../../app/use-session'
import { endColumn, tillColumns } from './columns'
import { tillList } from './queries'
import { RegisterTillDrawer } from './register'

/** 收银接入: the tills that may redeem by themselves, and the registration of another. */
export function TillList() {
  const mayRegister = mayDo(useStaff().roles, 'register-till')
  const [registering, setRegistering] = useState(false)
  return (
    <Page
      title={pages.tills.title}
      note="收银系统用自己的私钥换取令牌，直接核销；这里只登记公钥，一台一把。"
      actions={
        <>
          <ExportButton name={pages.tills.title} columns={tillColumns} page={tillList.page} />
          {mayRegister && (
            <Button type="primary" onClick={() => setRegistering(true)}>
              登记收银系统
            </Button>
          )}
        </>
      }
    >
      <ListView
        source={tillList}
        label={pages.tills.title}
        unit="台"
        columns={mayRegister ? [...tillColumns, endColumn] : tillColumns}
        rowKey={(till) => till.clientId}
        empty={<Empty title="还没有接入的收银系统">{mayRegister ? '向收银系统的厂商要来公钥，登记后即可核销。' : '管理员或商户负责人登记后会列在这里。'}</Empty>}
      />
      {mayRegister && <RegisterTillDrawer open={registering} onClose={() => setRegistering(false)} />}
    </Page>
  )
}
