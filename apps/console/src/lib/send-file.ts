import type { Api, EndpointKey } from '@xinhui/contract'
import { problemOf } from './problem'
import { addressOf, freshToken, newKey } from './request'

/** Sends a file as it is, with nothing around it: the server reads what it is from its content. */
export async function sendFile<K extends EndpointKey>(key: K, params: Record<string, string>, file: Blob, type: string): Promise<Api[K]['response']> {
  const { method, url } = addressOf(key, { params })
  const response = await fetch(url, { method, body: file, credentials: 'same-origin', headers: { Accept: 'application/json', 'Content-Type': type, 'Idempotency-Key': newKey(), Authorization: `Bearer ${await freshToken(30)}` } })
  if (!response.ok) throw problemOf(response.status, await response.text())
  return (response.status === 204 ? undefined : await response.json()) as Api[K]['response']
}
