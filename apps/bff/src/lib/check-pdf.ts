import { inflateSync } from 'node:zlib'

/** Whatever acts, carries files or hides content from a reader. Names as ISO 32000 writes them. */
const FORBIDDEN: Readonly<Record<string, string>> = {
  JavaScript: '含有脚本',
  JS: '含有脚本',
  Launch: '会启动其他程序',
  EmbeddedFile: '夹带了其他文件',
  EmbeddedFiles: '夹带了其他文件',
  FileAttachment: '夹带了其他文件',
  Filespec: '夹带了其他文件',
  AA: '打开时会自动执行动作',
  RichMedia: '含有多媒体或动画',
  Movie: '含有多媒体或动画',
  Sound: '含有多媒体或动画',
  '3D': '含有多媒体或动画',
  XFA: '含有动态表单',
  SubmitForm: '会向外发送内容',
  ImportData: '会从外部取内容',
  GoToR: '会打开其他文件',
  GoToE: '会打开其他文件',
  Encrypt: '已加密，请取消密码后重新导出',
}

/** What object streams may unfold to together: more is a bomb. */
const MOST_UNFOLDED = 32 * 1024 * 1024
const MOST_STREAMS = 5000

/** Names with their `#xx` escapes undone: `/J#61vaScript` is `/JavaScript`. */
function namesOf(text: string): Set<string> {
  const names = new Set<string>()
  for (const [, raw = ''] of text.matchAll(/\/([^\s/<>[\](){}%]{1,127})/g)) names.add(raw.replaceAll(/#([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))))
  return names
}

function forbiddenIn(text: string): string | undefined {
  const names = namesOf(text)
  const found = Object.keys(FORBIDDEN).find((name) => names.has(name))
  return found === undefined ? undefined : FORBIDDEN[found]
}

interface Stream {
  /** The dictionary before it. */
  head: string
  body: Buffer
}

/** How far before its keyword the dictionary of a stream is looked for. */
const HEAD_CHARS = 4096

/**
 * The streams of a file by their keywords, and what lies outside them; undefined when one has no end. What a `/Length` claims is
 * not believed: the bytes up to `endstream` are the stream.
 */
function streamsOf(bytes: Buffer, text: string): { streams: Stream[]; outside: string } | undefined {
  const streams: Stream[] = []
  const between: string[] = []
  let at = 0
  for (;;) {
    const start = text.indexOf('stream', at)
    if (start < 0) return { streams, outside: [...between, text.slice(at)].join('') }
    const from = text[start + 6] === '\r' ? start + 8 : start + 7
    const end = text.indexOf('endstream', from)
    if (end < 0 || streams.length >= MOST_STREAMS) return undefined
    const before = text.slice(Math.max(0, start - HEAD_CHARS), start)
    streams.push({ head: before.slice(before.lastIndexOf('obj') + 1), body: bytes.subarray(from, end) })
    between.push(text.slice(at, start))
    at = end + 'endstream'.length
  }
}

/**
 * What is wrong with a PDF, in words for whoever handed it in; undefined for one that may be kept. It must begin and end as one
 * with nothing behind its end (ISO 32000-2, 7.5), be whole, and neither act nor carry: scripts, launches, attachments, forms
 * that send, encryption. Compressed object streams are unfolded, within bounds, and read the same way.
 */
export function checkPdf(bytes: Buffer): string | undefined {
  const text = bytes.toString('latin1')
  if (!/^%PDF-(?:1\.[0-7]|2\.0)[\r\n]/.test(text)) return '文件开头不是有效的 PDF'
  const end = text.lastIndexOf('%%EOF')
  if (end < 0) return 'PDF 不完整，请重新导出'
  if (!/^[\s\0]*$/.test(text.slice(end + 5))) return 'PDF 结尾之后还有别的内容，请重新导出'
  if (!/startxref\s+\d+\s+$/.test(text.slice(Math.max(0, end - 64), end))) return 'PDF 不完整，请重新导出'
  if (!/\/Root\b/.test(text) && !/\/XRef\b/.test(text)) return 'PDF 不完整，请重新导出'
  const parts = streamsOf(bytes, text)
  if (!parts) return 'PDF 不完整，请重新导出'
  // Inside the streams, a picture's bytes may look like anything.
  const { streams, outside } = parts
  if (/<script|<html|<svg/i.test(outside.slice(0, 4096)) || outside.includes('PK\x03\x04')) return 'PDF 里混有别的格式，请重新导出'
  const visible = forbiddenIn(outside)
  if (visible) return `PDF ${visible}，不能上传`
  return checkStreams(streams)
}

function checkStreams(streams: readonly Stream[]): string | undefined {
  let left = MOST_UNFOLDED
  for (const { head, body } of streams) {
    const names = namesOf(head)
    const isObjects = names.has('ObjStm')
    if (!isObjects) continue
    if (!names.has('FlateDecode')) {
      const found = forbiddenIn(body.toString('latin1'))
      if (found) return `PDF ${found}，不能上传`
      continue
    }
    let unfolded: Buffer
    try {
      unfolded = inflateSync(body, { maxOutputLength: left, finishFlush: 2 })
    } catch {
      return 'PDF 里压缩的内容打不开或者过大，请重新导出'
    }
    left -= unfolded.length
    const found = forbiddenIn(unfolded.toString('latin1'))
    if (found) return `PDF ${found}，不能上传`
  }
  return undefined
}
