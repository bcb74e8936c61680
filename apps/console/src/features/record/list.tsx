import { Button } from 'antd'
import { useState } from 'react'
import { mayDo, pages } from '../../access'
import { ExportButton } from '../../app/export-button'
import { ListView } from '../../app/list-view'
import { Page } from '../../app/page'
import { Empty } from '../../app/states'
import { useStaff } from '../../app/use-session'
import { importColumns, importCsvColumns } from './columns'
import { LayoutsDrawer } from './layouts'
import { importList } from './queries'
import { UploadPanel } from './upload-panel'

/** 数据归集: send a file in, and every file that ever came. */
export function ImportList() {
  const mayUpload = mayDo(useStaff().roles, 'upload-import')
  const [help, setHelp] = useState(false)
  return (
    <Page
      title={pages.imports.title}
      actions={
        <>
          <ExportButton name={pages.imports.title} columns={importCsvColumns} page={importList.page} />
          <Button onClick={() => setHelp(true)}>文件格式</Button>
        </>
      }
    >
      {mayUpload && <UploadPanel />}
      <ListView
        source={importList}
        label={pages.imports.title}
        unit="个文件"
        columns={importColumns}
        rowKey={(batch) => batch.batchId}
        to={(batch) => `/imports/${batch.batchId}`}
        empty={<Empty title="还没有归集过文件">{mayUpload ? '把第一个文件拖到上面即可。' : '数据管理员上传后会列在这里。'}</Empty>}
      />
      <LayoutsDrawer open={help} onClose={() => setHelp(false)} />
    </Page>
  )
}
