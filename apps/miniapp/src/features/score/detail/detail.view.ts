import type { OpenWaiver } from '@xinhui/contract'

/** Said before closing, so that nobody is surprised. */
export const CLOSING = ['分数和每一项明细立即删除', '授权同时撤回，不再用您的记录算分', '已经领到的券还能用', '公共信用记录本身不受影响，以后可以重新开通'] as const

/** Orders that go on when the score is closed, and what happens to each. */
export const openOrders = (orders: readonly Pick<OpenWaiver, 'title' | 'statusTitle' | 'afterwards'>[]): string[] => orders.map(({ title, statusTitle, afterwards }) => `“${title}”${statusTitle}：${afterwards}`)
