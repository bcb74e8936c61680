import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { Bones, Empty, Failure } from '../../app/states'
import { fetchFile } from '../../lib/request'
import type { ApplicationCase } from './queries'

/** The licence as it was handed in: a picture here, a PDF in a tab of its own. */
export function LicenceView({ applicationId, licence }: { applicationId: string; licence: ApplicationCase['licence'] }) {
  const found = useQuery({
    queryKey: ['merchant-application-licence', applicationId, licence?.uploadedAt],
    queryFn: () => fetchFile('GET /console/merchant-applications/{applicationId}/licence', { params: { applicationId } }),
    enabled: licence !== null,
    staleTime: Infinity,
  })
  const address = useMemo(() => (found.data ? URL.createObjectURL(found.data) : undefined), [found.data])
  useEffect(() => () => {
    if (address !== undefined) URL.revokeObjectURL(address)
  }, [address])
  if (licence === null) return <Empty title="还没有上传营业执照" />
  if (found.isError) return <Failure error={found.error} retry={() => void found.refetch()} retrying={found.isFetching} />
  if (address === undefined) return <Bones lines={1} height={240} label="正在读取营业执照" />
  if (licence.type === 'application/pdf')
    return (
      <a href={address} target="_blank" rel="noreferrer">
        打开营业执照（PDF，{Math.ceil(licence.bytes / 1024)} KB）
      </a>
    )
  return <img className="licence" src={address} alt="营业执照" />
}
