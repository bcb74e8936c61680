import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Popconfirm } from 'antd'
import { sentenceOf } from '../../lib/problem'
import { revokeTill, type Till } from './queries'

/** Ends one till, after asking. */
export function RevokeTill({ till }: { till: Till }) {
  const queries = useQueryClient()
  const revoke = useMutation({ mutationFn: () => revokeTill(till), onSuccess: () => queries.invalidateQueries({ queryKey: ['tills'] }) })
  return (
    <>
      <Popconfirm placement="bottomRight" title={`停用“${till.name}”？`} description="从下一次调用起就不能再核销，手里的令牌也立即失效；已经核销的不变。停用后不能恢复，需换新密钥重新登记。" okText="停用" cancelText="取消" onConfirm={() => revoke.mutate()}>
        <Button danger size="small" loading={revoke.isPending} aria-label={`停用 ${till.name}`}>
          停用
        </Button>
      </Popconfirm>
      {revoke.isError && (
        <span className="act-text" role="alert">
          没有停用：{sentenceOf(revoke.error).title}
        </span>
      )}
    </>
  )
}
