import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { Failure } from '../../app/states'
import { fetchFile } from '../../lib/request'

/** The evidence of a claim; fetched with the session, since a picture cannot carry a token. */
export function Photos({ waiverId, ids }: { waiverId: string; ids: readonly string[] }) {
  return (
    <div className="evidence">
      {ids.map((photoId, i) => (
        <Photo key={photoId} waiverId={waiverId} photoId={photoId} label={`证据照片 ${i + 1}`} />
      ))}
    </div>
  )
}

function Photo({ waiverId, photoId, label }: { waiverId: string; photoId: string; label: string }) {
  const found = useQuery({ queryKey: ['waiver-photo', waiverId, photoId], queryFn: () => fetchFile('GET /console/waivers/{waiverId}/photos/{photoId}', { params: { waiverId, photoId } }), staleTime: Infinity })
  const src = useMemo(() => (found.data ? URL.createObjectURL(found.data) : undefined), [found.data])
  useEffect(() => () => (src === undefined ? undefined : URL.revokeObjectURL(src)), [src])
  if (found.isError) return <Failure error={found.error} retry={() => void found.refetch()} retrying={found.isFetching} />
  return src === undefined ? <p>正在打开{label}</p> : <img src={src} alt={label} />
}
