import { Link } from 'react-router'
import type { Column } from '../../app/list-view'
import { Mark, type Tone } from '../../app/states'
import { count, instant, shopWords } from '../../lib/format'
import type { Flag, FlagFound } from './queries'

export const flagKinds: Readonly<Record<Flag['kind'], { title: string; says: string }>> = {
  'voucher-velocity': { title: '同券反复核销', says: '一张券一天内核销次数过多（含已撤销的）' },
  'staff-velocity': { title: '店员核销过快', says: '同一店员或收银台十分钟内核销过多' },
  'store-velocity': { title: '门店核销过快', says: '一家门店十分钟内核销过多' },
  'far-from-store': { title: '离店核销', says: '店员手机自报的位置离门店过远，约数，不留位置' },
  'repeated-pair': { title: '同人反复核销', says: '三十天内同一店员为同一居民反复核销' },
  'same-device': { title: '离线：同机重复扫', says: '同一部手机离线时把同一张券扫了两次，第二次不付补贴' },
  'same-subject': { title: '离线：同人多次重用', says: '三十天内同一居民有多张券离线用了不止一次' },
  returned: { title: '离线：退券后仍出示', says: '券离线核销后，持券人又把它退了' },
  known: { title: '离线：已知不可用', says: '手机上的离线数据已写明这张券不可用，仍然放行' },
  terms: { title: '离线：不合使用条款', says: '离线放行时已不在门店、日期或时段的范围内' },
  stacked: { title: '离线：违规叠加', says: '离线时和不能同享的券一起用了' },
  clock: { title: '离线：手机时间不对', says: '手机报的时间和出示码对不上' },
  unproven: { title: '离线：出示码无效', says: '交来的出示码没有通过核验，没有入账' },
  fork: { title: '离线：记录分叉', says: '同一部手机交来两份互相矛盾的离线记录' },
  rewritten: { title: '离线：记录被改', says: '离线记录的前后链条对不上' },
}

export const flagStatuses: Readonly<Record<Flag['status'], { title: string; tone: Tone }>> = {
  open: { title: '待核查', tone: 'wait' },
  closed: { title: '已核查', tone: 'plain' },
}

export const flagAges = { day: { title: '24 小时内' }, week: { title: '7 天内' }, older: { title: '超过 7 天' } } as const

export const outcomes: Readonly<Record<NonNullable<Flag['outcome']>, string>> = { explained: '情况正常', misuse: '确有套取' }

export const FlagMark = ({ flag }: { flag: Pick<Flag, 'status' | 'outcome'> }) => <Mark tone={flag.outcome === 'misuse' ? 'act' : flagStatuses[flag.status].tone}>{flag.outcome === null ? flagStatuses[flag.status].title : outcomes[flag.outcome]}</Mark>

/** Of a distance metres, of all others how many times. */
export const measured = (kind: Flag['kind'], value: number): string => (kind === 'far-from-store' ? `${count(value)} 米` : `${count(value)} 次`)

const measure = (flag: Flag): string => (flag.count === null ? '' : `${measured(flag.kind, flag.count)} / ${measured(flag.kind, flag.allowed ?? 0)}`)

export const flagColumns: readonly Column<Flag>[] = [
  {
    title: '预警',
    minWidth: 170,
    value: (flag) => flagKinds[flag.kind].title,
    cell: (flag) => (
      <Link className="row-link" to={`/flags/${flag.flagId}`}>
        {flagKinds[flag.kind].title}
      </Link>
    ),
  },
  { title: '门店', minWidth: 200, value: (flag) => `${flag.merchantName} ${flag.storeName}`, cell: shopWords },
  { title: '实际 / 上限', value: measure, align: 'right', width: 150 },
  { title: '发现', value: (flag) => instant(flag.raisedAt), cell: (flag) => <span className="nowrap">{instant(flag.raisedAt)}</span>, width: 150 },
  { title: '状态', value: (flag) => flagStatuses[flag.status].title, cell: (flag) => <FlagMark flag={flag} />, width: 100 },
  { title: '核查情况', value: (flag) => flag.note ?? '', cell: null },
]

const channels: Readonly<Record<string, string>> = { qr: '扫码', 'till-code': '收银码', 'till-api': '收银系统', offline: '离线扫码' }

export const rowColumns: readonly Column<FlagFound['rows'][number]>[] = [
  { title: '时间', value: (row) => instant(row.redeemedAt), cell: (row) => <span className="nowrap">{instant(row.redeemedAt)}</span>, width: 150 },
  { title: '门店', minWidth: 140, value: (row) => row.storeName },
  { title: '权益', minWidth: 160, value: (row) => row.perkTitle },
  { title: '方式', value: (row) => channels[row.channel] ?? row.channel, width: 100 },
  { title: '凭据号', value: (row) => row.receiptNo, cell: (row) => <span className="mono">{row.receiptNo}</span>, width: 160 },
  { title: '撤销', value: (row) => (row.reversedAt === null ? '' : instant(row.reversedAt)), width: 150 },
]

type Scan = FlagFound['scans'][number]

const standings: Readonly<Record<NonNullable<Scan['standing']>, string>> = { first: '已入账', again: '重复使用', returned: '退券后使用', same: '同一次出示', withdrawn: '已撤销', barred: '不合使用条款，没有入账' }
const doubts: Readonly<Record<NonNullable<Scan['doubt']>, string>> = { 'no-kit': '没有离线数据', 'old-kit': '离线数据过期', clock: '手机时间不对', known: '离线数据已写明不可用', terms: '离线数据已写明这样不能用' }
const terms: Readonly<Record<NonNullable<Scan['terms']>, string>> = { WRONG_STORE: '不能在这家门店用', BLACKOUT_DAY: '当天不能用', BLACKOUT_WEEKDAY: '当天不能用', BLACKOUT_HOURS: '当时的时段不能用', ONLINE_ONLY: '要联网才能核销' }

/** What a scan counts as, with the other fact beside it. */
export function scanWords(scan: Scan): string {
  const said = scan.standing === null ? '未通过核验' : standings[scan.standing]
  const other = scan.otherAt === null ? '' : `（另于 ${instant(scan.otherAt)}${scan.otherStoreName === null ? ' 退回' : ` 在${scan.otherStoreName}使用`}）`
  return [`${said}${other}`, ...(scan.terms === null ? [] : [terms[scan.terms]]), ...(scan.doubt === null ? [] : [doubts[scan.doubt]]), ...(scan.paidInGoodFaith ? ['按善意付补贴'] : [])].join('；')
}

export const scanColumns: readonly Column<Scan>[] = [
  { title: '放行', value: (scan) => instant(scan.admittedAt), cell: (scan) => <span className="nowrap">{instant(scan.admittedAt)}</span>, width: 150 },
  { title: '门店', minWidth: 120, value: (scan) => scan.storeName },
  { title: '权益', minWidth: 140, value: (scan) => scan.perkTitle ?? '' },
  { title: '手机 · 序号', value: (scan) => `${scan.deviceId} ${scan.seq}`, cell: (scan) => <span className="mono nowrap" title={scan.deviceId}>{`…${scan.deviceId.slice(-6)} · ${scan.seq}`}</span>, width: 130 },
  { title: '结果', minWidth: 220, value: scanWords, cell: (scan) => <>{scan.isCause && <Mark tone="wait">触发</Mark>} {scanWords(scan)}</> },
  { title: '手机报的时间', value: (scan) => instant(scan.claimedAt), cell: null },
  { title: '交来', value: (scan) => instant(scan.syncedAt), cell: (scan) => <span className="nowrap">{instant(scan.syncedAt)}</span>, width: 150 },
]
