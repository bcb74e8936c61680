import type { Api } from '@xinhui/contract'

/** A demo resident who came in by the API, for tests whose matter is not the way in. */
export interface Person {
  /** `call('POST /vouchers', { perkId })`; anything but success throws with the answer in words. */
  call: <K extends keyof Api>(key: K, given?: { body?: unknown; params?: Readonly<Record<string, string>>; query?: Readonly<Record<string, string>> }) => Promise<Api[K]['response']>
  /** What this person’s phone remembers. */
  kept: Readonly<Record<string, string>>
}

const caller = (origin: string, token?: string): Person['call'] =>
  async (key, { body, params = {}, query = {} } = {}) => {
    const [method = '', path = ''] = key.split(' ')
    const url = `${origin}/api/v1${path.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '')}?${new URLSearchParams(query).toString()}`
    const answer = await fetch(url, {
      method,
      headers: { 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${key}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as Api[typeof key]['response']
  }

/** Logs a persona in; unless told, the name is proved as well. */
export async function arrive(origin: string, key: string, { named = true } = {}): Promise<Person> {
  const stranger = caller(origin)
  const { code } = await stranger('POST /demo/personas/{key}/code', { params: { key } })
  const { tokens } = await stranger('POST /sessions/wechat', { body: { code } })
  const call = caller(origin, tokens.accessToken)
  if (named) {
    const persona = (await stranger('GET /demo/personas')).items.find((one) => one.key === key)
    await call('POST /me/real-name', { body: { name: persona?.name, idNumber: persona?.idNumber } })
  }
  return { call, kept: { session: JSON.stringify({ data: tokens }), persona: JSON.stringify({ data: key }) } }
}

/** Opens the score, agreeing to the text as it stands. */
export async function agree({ call }: Person): Promise<void> {
  const mine = await call('GET /me/score')
  if (mine.status === 'open') return
  await call('POST /me/score', { body: { agreed: true, textVersion: mine.consent.textVersion } })
}

/** One redemption at the clerk’s store, and what both hold of it. */
export async function redeemOne(resident: Person, clerk: Person, perkId: string): Promise<{ redemptionId: string; storeId: string }> {
  const { voucherId } = await resident.call('POST /vouchers', { body: { perkId } })
  const { passes } = await resident.call('POST /vouchers/{voucherId}/passes', { params: { voucherId } })
  const storeId = (await clerk.call('GET /desk')).posts[0]?.stores[0]?.storeId ?? ''
  const { redemptionId } = await clerk.call('POST /desk/redemptions', { body: { storeId, presented: passes[0]?.tillCode } })
  return { redemptionId, storeId }
}

/** The perk of the house where the demo's clerk works. */
export async function clerksPerk({ call }: Person): Promise<string> {
  const { items } = await call('GET /perks', { query: { search: '堂食折扣' } })
  return items[0]?.perkId ?? ''
}
