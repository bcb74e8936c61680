import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { sentenceOf } from '../../lib/problem'
import { lenderList } from '../lender/lender-queries'

const active = lenderList({ status: 'active' })
/** As many as one page of the API holds; a city has some dozens. */
const MOST = 100

/** Which working lender the office writes for. */
export function LenderChoice({ value, onChange }: { value: string | null; onChange: (lenderId: string) => void }) {
  const found = useQuery({ queryKey: [...active.key, 'choice'], queryFn: ({ signal }) => active.page({ limit: MOST, signal }) })
  return (
    <div className="field">
      <label htmlFor="product-lender">机构</label>
      <Select
        id="product-lender"
        aria-label="机构"
        showSearch={{ optionFilterProp: 'label' }}
        placeholder="合作中的机构"
        loading={found.isPending}
        value={value ?? undefined}
        options={(found.data?.items ?? []).map(({ lenderId, name }) => ({ value: lenderId, label: name }))}
        onChange={onChange}
      />
      {found.isError && (
        <p className="act-text" role="alert">
          没有读到机构：{sentenceOf(found.error).title}
        </p>
      )}
    </div>
  )
}
