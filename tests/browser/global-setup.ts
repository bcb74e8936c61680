import { discard, newFolder, startService } from './service'

/** Starts the service once on an empty folder, as a new user does, and keeps the demo city it made for every file to copy. */
export default async function setup(): Promise<() => void> {
  const folder = newFolder()
  const service = await startService(folder)
  const code = await service.stop()
  if (code !== 0) throw new Error(`the service ended with ${String(code)} after its first start`)
  process.env['XINHUI_BROWSER_CITY'] = folder
  return () => discard(folder)
}
