import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { mayDo, pages } from '../../access'
import { type Column, Rows } from '../../app/list-view'
import { Page } from '../../app/page'
import { Bones, Empty, Failure, Mark } from '../../app/states'
import { useStaff } from '../../app/use-session'
import { amount, day } from '../../lib/format'
import { ProgrammeEditor } from './editor'
import { PotBar } from './pot'
import { type Programme, programmesQuery } from './queries'
import { statusOf } from './words'

const columns: readonly Column<Programme>[] = [
  { title: '项目', value: (one) => one.draft.title, cell: (one) => <Link className="row-link" to={`/loan-programmes/${one.code}`}>{one.draft.title}</Link>, minWidth: 150 },
  { title: '类型', value: (one) => one.kindTitle, width: 96 },
  { title: '主管部门', value: (one) => one.draft.issuer, minWidth: 120 },
  { title: '受理', value: (one) => `${day(one.draft.opensOn)}至${day(one.draft.closesOn)}`, minWidth: 210 },
  {
    title: '资金池',
    value: (one) => one.draft.potFen / 100,
    cell: (one) => (
      <>
        <PotBar pot={one} potFen={one.draft.potFen} />
        <span className="quiet">{`${amount(one.draft.potFen)}，剩 ${amount(one.leftFen)}`}</span>
      </>
    ),
    minWidth: 200,
  },
  { title: '产品', value: (one) => one.products, align: 'right', width: 72 },
  { title: '状态', value: (one) => statusOf(one).title, cell: (one) => <Mark tone={statusOf(one).tone}>{statusOf(one).title}</Mark>, width: 104 },
]

/** 支持项目: subsidies and risk compensation of the loan market, with the money that is left. */
export function LoanProgrammes() {
  const programmes = useQuery(programmesQuery)
  const mayEdit = mayDo(useStaff().roles, 'edit-loan-programme')
  const [drafting, setDrafting] = useState(false)
  return (
    <Page
      title={pages.loanProgrammes.title}
      note="贴息由财政替企业付一部分利息；风险补偿由基金分担银行的损失。发布和加入产品都要两个人。"
      actions={
        mayEdit ? (
          <Button type="primary" onClick={() => setDrafting(true)}>
            起草项目
          </Button>
        ) : undefined
      }
    >
      {programmes.data === undefined ? (
        programmes.isError ? <Failure error={programmes.error} retry={() => void programmes.refetch()} retrying={programmes.isFetching} /> : <Bones label="正在读取支持项目" />
      ) : programmes.data.items.length === 0 ? (
        <Empty title="还没有支持项目" />
      ) : (
        <Rows label={pages.loanProgrammes.title} rows={programmes.data.items} columns={columns} rowKey={(one) => one.code} to={(one) => `/loan-programmes/${one.code}`} />
      )}
      {drafting && <ProgrammeEditor onClose={() => setDrafting(false)} />}
    </Page>
  )
}
