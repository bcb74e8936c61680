import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { sentenceOf } from '../../lib/problem'
import { fetchFile } from '../../lib/request'
import { saveBlob } from '../../lib/save'

/** The lines as the server writes them: safe to open in a spreadsheet. */
export function SaveCsv({ statementId, fileName }: { statementId: string; fileName: string }) {
  const save = useMutation({ mutationFn: async () => saveBlob(fileName, await fetchFile('GET /console/settlements/{statementId}/lines.csv', { params: { statementId } })) })
  return (
    <div className="card-actions">
      <Button loading={save.isPending} onClick={() => save.mutate()}>
        导出 CSV
      </Button>
      {save.isError && <span role="alert">{sentenceOf(save.error).title}</span>}
    </div>
  )
}
