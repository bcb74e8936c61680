import { Readable } from 'node:stream'

/** What may be uploaded; the content decides later what it is. */
export const UPLOADS = /^(?:application\/octet-stream|text\/csv|application\/vnd\.openxmlformats-officedocument\.spreadsheetml\.sheet)\b/i

/** A request's body as it arrives. */
export async function* bytesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of Readable.fromWeb(body as import('node:stream/web').ReadableStream<Uint8Array>)) yield chunk as Uint8Array
}
