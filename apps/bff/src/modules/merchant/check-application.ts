import type { ApplicationCheck } from '@xinhui/contract'
import { checkUscc, dayInShanghai } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { isOnSeriousList } from '../record/serious-list.store'
import { findMerchantOf } from './standing.store'

const TITLES: Readonly<Record<ApplicationCheck['code'], string>> = {
  uscc: '统一社会信用代码有效',
  'serious-list': '不在严重失信主体名单',
  'registry-name': '名称与企业登记一致',
  'registry-status': '登记状态正常',
  'not-partner': '还不是合作商户',
}

const check = (code: ApplicationCheck['code'], result: ApplicationCheck['result'], detail: string): ApplicationCheck => ({ code, title: TITLES[code], result, detail })

interface Firm {
  id: string
  uscc: string
  name: string
}

/** What the city knows by itself. */
export async function checkLocally(ctx: Ctx, firm: Firm): Promise<ApplicationCheck[]> {
  const uscc = checkUscc(firm.uscc)
  const isListed = await isOnSeriousList(ctx.db, firm.id, dayInShanghai(ctx.now.getTime()))
  const partner = await findMerchantOf(ctx.db, firm.id)
  return [
    check('uscc', uscc.ok ? 'pass' : 'fail', uscc.ok ? firm.uscc : uscc.message),
    check('serious-list', isListed ? 'fail' : 'pass', isListed ? '在名单期间不能入驻' : '未列入'),
    check('not-partner', partner ? 'fail' : 'pass', partner ? `已是合作商户“${partner.name}”` : '没有在用的合作'),
  ]
}

/** Closed, struck off, moved away: what the registry says of a firm that does no business any more. */
const OUT_OF_BUSINESS = /注销|吊销|迁出|撤销|停业|歇业/

/** What the registry says, over HTTP: never inside a transaction. A registry that is silent blames nobody. */
export async function checkRegistry(ctx: Ctx, firm: Firm): Promise<ApplicationCheck[]> {
  const found = await ctx.gateways.registry.findEnterprise(firm.uscc)
  if (found === 'UNAVAILABLE') return (['registry-name', 'registry-status'] as const).map((code) => check(code, 'unknown', '企业登记查询暂时没有回应，请人工核对'))
  if (found === 'none') return [check('registry-name', 'fail', '登记中没有这个代码'), check('registry-status', 'fail', '登记中没有这个代码')]
  const isSame = bare(found.name) === bare(firm.name)
  const isOut = OUT_OF_BUSINESS.test(found.status)
  return [check('registry-name', isSame ? 'pass' : 'fail', isSame ? found.name : `登记名称为“${found.name}”`), check('registry-status', isOut ? 'fail' : 'pass', found.status)]
}

/** Brackets are written in both widths. */
const bare = (name: string): string => name.normalize('NFKC').replaceAll(/\s/g, '')
