/** A run of equal modules in a row. */
export interface Run {
  dark: boolean
  length: number
}

/** Row by row, runs of dark and light modules. */
export const runsOf = (rows: readonly (readonly boolean[])[]): Run[][] =>
  rows.map((row) => {
    const runs: Run[] = []
    for (const dark of row) {
      const last = runs.at(-1)
      if (last?.dark === dark) last.length += 1
      else runs.push({ dark, length: 1 })
    }
    return runs
  })

/** Black on white whatever the theme: scanners want it so. `rows` include the quiet zone. */
export function matrixSvg(rows: readonly (readonly boolean[])[]): string {
  const width = rows[0]?.length ?? 0
  const path = runsOf(rows)
    .map((runs, y) => {
      let x = 0
      return runs
        .map(({ dark, length }) => {
          const from = x
          x += length
          return dark ? `M${from} ${y}h${length}v1h-${length}z` : ''
        })
        .join('')
    })
    .join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${rows.length}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${width}v${rows.length}H0z"/><path d="${path}"/></svg>`
}

/** One row as a CSS gradient: what a phone that cannot draw the SVG shows instead. */
export function rowGradient(row: readonly boolean[]): string {
  const width = row.length
  let x = 0
  const stops = (runsOf([row])[0] ?? []).map(({ dark, length }) => {
    const from = ((100 * x) / width).toFixed(3)
    x += length
    return `${dark ? '#000' : '#fff'} ${from}% ${((100 * x) / width).toFixed(3)}%`
  })
  return `linear-gradient(90deg,${stops.join(',')})`
}
