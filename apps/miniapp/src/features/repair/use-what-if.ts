import { points } from '../../lib/format'
import { call } from '../../lib/request'
import { useLoad } from '../../lib/use-load'

/** What the score becomes when the record ends on that day: the same evaluation on the file without it. Undefined: no open score, or nobody may see it. */
export function useWhatIf({ recordId, firmId, endsOn }: { recordId: string; firmId: string | undefined; endsOn: string | undefined }): string | undefined {
  const load = useLoad(endsOn === undefined ? undefined : `what-if:${recordId}:${endsOn}`, async () => {
    const body = { day: endsOn, end: [{ recordId, on: endsOn ?? '' }], add: [] }
    const { after, differenceCenti } = await (firmId === undefined ? call('POST /me/score/what-if', { body }) : call('POST /firms/{firmId}/score/what-if', { params: { firmId }, body }))
    return differenceCenti === 0 ? '分数不变' : `那天的分数是 ${points(after.totalCenti)} 分，比不申请多 ${points(differenceCenti)} 分`
  })
  return load.data
}
