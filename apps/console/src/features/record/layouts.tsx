import { useQuery } from '@tanstack/react-query'
import { Drawer } from 'antd'
import { Bones, Failure } from '../../app/states'
import { layoutsQuery } from './queries'

/** Which files are accepted and which columns each needs. */
export function LayoutsDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const layouts = useQuery({ ...layoutsQuery, enabled: open })
  return (
    <Drawer title="文件格式" size={640} open={open} onClose={onClose}>
      <p className="quiet">收 CSV（UTF-8 或 GB18030）和 XLSX，第一行是表头。格式会自动识别；列的先后不限，多出的列不读。</p>
      {layouts.data === undefined ? (
        layouts.isError ? <Failure error={layouts.error} retry={() => void layouts.refetch()} retrying={layouts.isFetching} /> : <Bones lines={6} />
      ) : (
        layouts.data.items.map((layout) => (
          <details key={layout.code} className="layout">
            <summary>
              {layout.title}
              <span>{layout.columns.length} 列</span>
            </summary>
            <table>
              <thead>
                <tr>
                  <th scope="col">表头</th>
                  <th scope="col">必填</th>
                  <th scope="col">说明</th>
                </tr>
              </thead>
              <tbody>
                {layout.columns.map((column) => (
                  <tr key={column.header}>
                    <th scope="row">{column.header}</th>
                    <td>{column.required ? '必填' : ''}</td>
                    <td>{column.note}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </details>
        ))
      )}
    </Drawer>
  )
}
