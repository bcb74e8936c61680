import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Whether the independent decoder is on this computer. */
export const hasZbar = spawnSync('zbarimg', ['--version']).status === 0

/** Rows of modules, true for dark, as a binary PGM (P5) of `scale` pixels a module. */
export function toPgm(rows: readonly (readonly boolean[])[], scale: number): Buffer {
  const width = (rows[0]?.length ?? 0) * scale
  const pixels = rows.flatMap((row) => {
    const line = row.flatMap((dark) => Array.from({ length: scale }, () => (dark ? 0 : 255)))
    return Array.from({ length: scale }, () => line).flat()
  })
  return Buffer.concat([Buffer.from(`P5\n${width} ${rows.length * scale}\n255\n`, 'latin1'), Buffer.from(pixels)])
}

/** What zbarimg reads in the picture, one string for each symbol. */
export function readWithZbar(picture: Buffer, symbology: 'qrcode' | 'code128'): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'pass-'))
  try {
    const file = join(folder, 'picture.pgm')
    writeFileSync(file, picture)
    const run = spawnSync('zbarimg', ['--quiet', '--raw', '--set', 'disable', '--set', `${symbology}.enable`, file], { encoding: 'utf8' })
    return run.stdout.split('\n').filter((line) => line !== '')
  } finally {
    rmSync(folder, { recursive: true })
  }
}
