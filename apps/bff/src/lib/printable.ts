const escape = (text: string) => text.replaceAll(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)

const STYLE =
  'body{max-width:42em;margin:2em auto;padding:0 1em;font:17px/1.9 serif;color:#111;background:#fff}h1{text-align:center;font-size:1.5em}h2{font-size:1.15em;margin:1.6em 0 .4em}p{text-indent:2em;margin:.5em 0}p.to,dl,ul{text-indent:0}dl{display:grid;grid-template-columns:5em 1fr;margin:.4em 0}dt{color:#444}dd{margin:0}footer{text-align:right;margin-top:2em}aside{border:1px solid #111;padding:.6em 1em;margin:1em 0}.fill{display:inline-block;min-width:8em;border-bottom:1px solid #111}@media print{body{margin:0;max-width:none}h2,dl{break-after:avoid}dl,aside{break-inside:avoid}a{color:inherit;text-decoration:none}}'

/** A piece of a page: words (escaped here, nowhere else) or one of our own tags around pieces. */
export type Piece = string | { tag: string; attributes?: Readonly<Record<string, string>>; children: readonly Piece[] }

export const el = (tag: string, children: Piece | readonly Piece[], attributes?: Readonly<Record<string, string>>): Piece => ({ tag, children: typeof children === 'string' || 'tag' in children ? [children] : children, ...(attributes ? { attributes } : {}) })

const render = (piece: Piece): string =>
  typeof piece === 'string'
    ? escape(piece)
    : `<${piece.tag}${Object.entries(piece.attributes ?? {})
        .map(([name, value]) => ` ${name}="${escape(value)}"`)
        .join('')}>${piece.children.map(render).join('')}</${piece.tag}>`

/** A page to print: no script, nothing fetched. What is not for everybody is kept by no cache. */
export function printable(title: string, body: readonly Piece[], { isPublic = false, fileName }: { isPublic?: boolean; fileName?: string } = {}): Response {
  const html = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(title)}</title><style>${STYLE}</style></head><body><main>${body.map(render).join('')}</main></body></html>`
  return new Response(html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': isPublic ? 'public, max-age=300' : 'private, no-store',
      'x-content-type-options': 'nosniff',
      ...(fileName === undefined ? {} : { 'content-disposition': `attachment; filename="${fileName}.html"; filename*=UTF-8''${encodeURIComponent(title)}.html` }),
    },
  })
}
