const browsers: ReadonlyArray<readonly [RegExp, string]> = [
  [/MicroMessenger/, '微信'],
  [/Edg\//, 'Edge'],
  [/QQBrowser/, 'QQ 浏览器'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]
const systems: ReadonlyArray<readonly [RegExp, string]> = [
  [/HarmonyOS/, '鸿蒙'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
]
const first = (list: ReadonlyArray<readonly [RegExp, string]>, text: string) => list.find(([pattern]) => pattern.test(text))?.[1]

/** A device in two words: enough to tell mine from a stranger's. */
export function deviceOf(userAgent: string): string {
  const named = [first(browsers, userAgent), first(systems, userAgent)].filter((part) => part !== undefined)
  return named.length > 0 ? named.join(' · ') : '未知设备'
}
