import { Empty } from '../../../components/empty'
import { List, ListItem } from '../../../components/list'
import { Loaded, Stale } from '../../../components/loaded'
import { Page } from '../../../components/page'
import { Skeleton } from '../../../components/skeleton'
import { Tag } from '../../../components/tag'
import { moment } from '../../../lib/format'
import { go } from '../../../lib/go'
import type { PageName } from '../../../routes'
import { useList } from './use-list'

/** Where a notice leads; one without a page is read and no more. */
const PAGES: Readonly<Record<string, PageName>> = { 'score.changed': 'scoreDetail', 'objection.answered': 'objections', 'firm.objection-answered': 'firms', 'objection.late': 'objections', 'firm.objection-late': 'firms', 'firm.score-changed': 'firms', 'agency.joined': 'firms', 'firm.publication-withdrawn': 'firms', 'firm.publication-corrected': 'firms', 'firm.interview': 'firms', 'firm.repair-invited': 'firms', 'commitment-hearing': 'commitments', 'commitment-kept': 'commitments', 'commitment-broken': 'commitments', 'commitment-due': 'commitments', 'firm.commitment-hearing': 'firms', 'firm.commitment-kept': 'firms', 'firm.commitment-broken': 'firms', 'firm.commitment-due': 'firms' }

/** A repair case, a record that can be repaired from today, a letter, a loan application, a financing request: each has a page of its own. */
const CASES: Readonly<Record<string, (aboutId: string) => Promise<void>>> = {
  rpc: (caseId) => go('repairCase', { caseId }),
  rec: (recordId) => go('repairApply', { recordId }),
  rpl: () => go('repairCases'),
  lap: (applicationId) => go('loan', { applicationId }),
  lrq: (requestId) => go('loanMatches', { requestId }),
}

function lead({ kind, aboutId }: { kind: string; aboutId: string | null }): Promise<void> | undefined {
  const open = /^(repair\.|loan[.-])/.test(kind) && aboutId !== null ? CASES[aboutId.slice(0, 3)] : undefined
  if (open) return open(aboutId ?? '')
  const page = PAGES[kind]
  return page && go(page)
}

/** 通知: what the reader was told, newest first; opening one marks it read and leads to what it is about. */
export default function Notices() {
  const { load, read } = useList()
  return (
    <Page notice={<Stale load={load} />}>
      <Loaded load={load} skeleton={<Skeleton kind="list" rows={6} />} loginNote="登录后看您的通知">
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon="info" title="还没有通知" note="信用分变化、异议办结、经办人加入等，会在这里告诉您" />
          ) : (
            <List label="通知">
              {items.map(({ noticeId, kind, title, body, aboutId, createdAt, readAt }) => (
                <ListItem
                  key={noticeId}
                  icon={kind === 'score.changed' ? 'gauge' : 'info'}
                  title={title}
                  note={`${body}（${moment(createdAt)}）`}
                  aside={readAt === null ? <Tag tone="amber">未读</Tag> : undefined}
                  onTap={() => {
                    void read(noticeId)
                    void lead({ kind, aboutId })
                  }}
                />
              ))}
            </List>
          )
        }
      </Loaded>
    </Page>
  )
}
