import { type Detected, detectLayout, HEADER_WITHIN } from '../layout/detect-layout'
import type { Layout } from '../layout/layout'
import type { FileRow } from '../reader/file-row'
import { unreadable } from '../reader/open-source'

/** A file whose layout was found. */
export interface Opened {
  detected: Detected
  /** The first rows, title and header among them, as `detectLayout` saw them. */
  head: FileRow[]
  /** All its data rows. */
  blocks: AsyncGenerator<FileRow[]>
}

/** Takes the title rows, the header and one row of data off the front, finds the layout, and gives back all data rows. */
export async function openRows(reading: AsyncGenerator<FileRow[]>, layouts: readonly Layout[], code: string | undefined): Promise<Opened> {
  const read: FileRow[] = []
  while (read.length <= HEADER_WITHIN) {
    const next = await reading.next()
    if (next.done) break
    read.push(...next.value)
  }
  if (read.length === 0) throw unreadable('文件里没有内容')
  const head = read.slice(0, HEADER_WITHIN + 1)
  const detected = detectLayout(layouts, head, code, HEADER_WITHIN)
  async function* dataBlocks(): AsyncGenerator<FileRow[]> {
    yield read.splice(0).slice(detected.skip)
    yield* reading
  }
  return { detected, head, blocks: dataBlocks() }
}
