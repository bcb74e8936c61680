/** One outline set on a 24-unit grid, drawn with a 1.75 stroke and round ends. */
export const icons = {
  home: 'M4 11.5 12 5l8 6.5V19a1 1 0 0 1-1 1h-4.5v-5.5h-5V20H5a1 1 0 0 1-1-1z',
  perk: 'M4 7h16v3.5a1.75 1.75 0 0 0 0 3.5V17.5H4V14a1.75 1.75 0 0 0 0-3.5zM14 7v2m0 2.2v2m0 2.3v2',
  bank: 'M4 9.5 12 5l8 4.5H4zM6 10v7m4-7v7m4-7v7m4-7v7M4 19.5h16',
  person: 'M12 12a3.75 3.75 0 1 0 0-7.5 3.75 3.75 0 0 0 0 7.5zM5 20c.4-3.4 3.2-5.2 7-5.2s6.6 1.8 7 5.2',
  firm: 'M5 20V5.5h9V20m0-10.5h5V20M3.5 20h17M8 9h3m-3 3.5h3M8 16h3m6-3v0m0 3.5v0',
  scan: 'M4 8.5V5.5A1.5 1.5 0 0 1 5.5 4h3m7 0h3A1.5 1.5 0 0 1 20 5.5v3m0 7v3a1.5 1.5 0 0 1-1.5 1.5h-3m-7 0h-3A1.5 1.5 0 0 1 4 18.5v-3M4 12h16',
  qr: 'M4.5 4.5h6v6h-6zm9 0h6v6h-6zm-9 9h6v6h-6zM13.5 13.5h2.5v2.5m3.5-2.5v2m-6 4h2.5m1.5-1.5h2v2',
  right: 'm9.5 6 6 6-6 6',
  down: 'm6 9.5 6 6 6-6',
  close: 'm6 6 12 12M18 6 6 18',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  done: 'M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16zm-3.5-8 2.5 2.5 4.5-5',
  blocked: 'M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM9 9l6 6m0-6-6 6',
  alert: 'M12 4.5 3.5 19h17zm0 5.5v4m0 2.5v0',
  info: 'M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16zm0-9v5m0-8v0',
  clock: 'M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16zm0-12v4l3 2',
  refresh: 'M19 12a7 7 0 1 1-2.05-4.95L19 9m0-4v4h-4',
  offline: 'M3.5 4 20 20.5M8.5 15.5a5 5 0 0 1 6 .5M5 12a10 10 0 0 1 4-2.5m4.5-.4A10 10 0 0 1 19 12M2.5 8.5a14 14 0 0 1 3-2m4.5-1.4a14 14 0 0 1 11.5 3.4M12 19v0',
  shield: 'M12 4 5 6.5V12c0 4 3 6.8 7 8 4-1.2 7-4 7-8V6.5zm-3 8 2.2 2.2L15 10',
  gauge: 'M5.6 18a8.5 8.5 0 1 1 12.8 0M12 13.5l3.5-4.5',
  file: 'M6 4h8l4 4v12H6zm8 0v4h4M9 12.5h6m-6 3.5h6',
  receipt: 'M6 4h12v16l-2-1.5-2 1.5-2-1.5-2 1.5-2-1.5L6 20zm3 5h6m-6 3.5h6',
  store: 'M4.5 9.5 6 4.5h12l1.5 5M4.5 9.5a2.5 2.5 0 0 0 5 0 2.5 2.5 0 0 0 5 0 2.5 2.5 0 0 0 5 0M6 12v8h12v-8m-8 8v-4.5h4V20',
  pin: 'M12 20.5s6.5-5.6 6.5-10.5a6.5 6.5 0 0 0-13 0c0 4.9 6.5 10.5 6.5 10.5zm0-8a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zm5-1.5 4.5 4.5',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  type: 'M3.5 19 8 7l4.5 12M5 15h6m3 4 3-8 3 8m-5.2-2.5h4.4',
  exit: 'M10 4.5H5.5v15H10m5-11 3.5 3.5-3.5 3.5m3.5-3.5H9.5',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zm0-13v1.5m0 15V21m9-9h-1.5m-15 0H3m15.4-6.4-1.1 1.1M6.7 17.3l-1.1 1.1m12.8 0-1.1-1.1M6.7 6.7 5.6 5.6',
  bus: 'M5 5.5h14V17H5zM5 11h14M8 17v2.5m8-2.5v2.5M8 14v0m8 0v0',
  book: 'M12 7c-2-1.5-4.5-2-8-2v13c3.5 0 6 .5 8 2 2-1.5 4.5-2 8-2V5c-3.5 0-6 .5-8 2zm0 0v13',
  bike: 'M6 18.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zm12 0a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM6 15.5l3.5-7h5l3.5 7M9.5 8.5l4 7m1-7L13.5 5.5H16M8 8.5h2.5',
  car: 'M4 17v-4l2-6h12l2 6v4zm0-4h16M6.5 17v2m11-2v2M7.5 15v0m9 0v0',
  health: 'M9.5 4.5h5v5h5v5h-5v5h-5v-5h-5v-5h5z',
  house: 'M4 11 12 5l8 6v9H4zm8 9v-6',
  travel: 'M4 16.5 20 10c-.5-1.5-2-2-3.5-1.5L12.5 10 7 6 5 6.8l3.5 4.8-3.5 1.4-2-1.5-1 .5zM4 20h16',
  film: 'M4 5.5h16v13H4zm4 0v13m8-13v13M4 12h16M4 8.7h4M4 15.3h4m8-6.6h4m-4 6.6h4',
  cup: 'M5 8h11v6a4 4 0 0 1-4 4H9a4 4 0 0 1-4-4zm11 1.5h1.5a2.5 2.5 0 0 1 0 5H16M8 3.5V5m4-1.5V5',
  work: 'M4 8h16v11H4zm5 0V5h6v3m-11 5h16',
  bag: 'M5.5 8.5h13L19.5 20h-15zM9 8.5V7a3 3 0 0 1 6 0v1.5',
  bed: 'M4 19v-13M4 15.5h16V19m0-3.5V13a2.5 2.5 0 0 0-2.5-2.5H10v5M7 13a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3z',
  heart: 'M12 19.5 5 12.6a4.3 4.3 0 0 1 0-6.2 4.4 4.4 0 0 1 6.2 0l.8.8.8-.8a4.4 4.4 0 0 1 6.2 0 4.3 4.3 0 0 1 0 6.2z',
  bolt: 'M13.5 3.5 5.5 14h6l-1 6.5 8-10.5h-6z',
  ball: 'M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16zm0-16v16M4 12h16M6.4 6.4c2.9 3.2 2.9 8 0 11.2M17.6 6.4c-2.9 3.2-2.9 8 0 11.2',
  cap: 'M2.5 9.5 12 5l9.5 4.5L12 14zm4 2v4.5c1.5 1.5 3.3 2 5.5 2s4-.5 5.5-2v-4.5m4-2V15',
  paw: 'M12 12.5c-2.5 0-4.5 2.5-4.5 4.7 0 1.3 1 2.3 2.3 2.3.8 0 1.4-.5 2.2-.5s1.4.5 2.2.5c1.3 0 2.3-1 2.3-2.3 0-2.2-2-4.7-4.5-4.7zM6 12.5v0M18 12.5v0M9.5 7.5v0M14.5 7.5v0',
  recycle: 'M7.5 9 10 5a2.3 2.3 0 0 1 4 0l2 3.5m0-3.5v3.5h-3.5M18 12l2 3.5a2.3 2.3 0 0 1-2 3.5h-4.5m2.5 2.5L13.5 19l2.5-2.5M9.5 19H6a2.3 2.3 0 0 1-2-3.5l2.5-4M3.5 12l3-.5.5 3',
  stamp: 'M9.5 12.5c0-2-1-3-1-4.5a3.5 3.5 0 0 1 7 0c0 1.5-1 2.5-1 4.5M5 17v-2.5a2 2 0 0 1 2-2h10a2 2 0 0 1 2 2V17zM5 20h14',
  broom: 'm19.5 4.5-7 7M10.5 9.5l4 4M4.5 20c4.5 0 8-1.5 10-6.5l-4-4C8 10.5 5.5 13 4.5 20z',
  bowl: 'M4 11.5h16a8 8 0 0 1-5 7.5V20H9v-1a8 8 0 0 1-5-7.5zM9 8.5c-1-1 1-2 0-3.5m4 3.5c-1-1 1-2 0-3.5',
} as const satisfies Record<string, string>

export type IconName = keyof typeof icons

/** What a city's scenes are called; several scenes share a drawing. */
const SCENES: Readonly<Record<string, IconName>> = {
  transit: 'bus', rent: 'bike', approval: 'stamp', medical: 'health', shopping: 'bag', lodging: 'bed', reading: 'book', eldercare: 'heart', housekeeping: 'broom', dining: 'bowl',
  culture: 'film', sports: 'ball', parking: 'car', charging: 'bolt', property: 'house', government: 'bank', campus: 'cap', pets: 'paw', recycling: 'recycle',
}

/** An unknown name (a city may add a scene before the app has its icon) falls back to the ticket. */
export const iconNamed = (name: string): IconName => (name in icons ? (name as IconName) : (SCENES[name] ?? 'perk'))

export const iconSvg = (name: IconName, stroke = '#000'): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="${stroke}" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"><path d="${icons[name]}"/></svg>`
