const READABLE: Readonly<Record<string, string>> = { '%20': ' ', '%22': "'", '%2C': ',', '%2F': '/', '%3A': ':', '%3D': '=' }

/** An SVG as a data URI, percent-encoded (shorter than base64, and read by WeChat and browsers alike). */
export const svgUri = (svg: string): string => `data:image/svg+xml,${encodeURIComponent(svg).replace(/%(?:20|22|2C|2F|3A|3D)/g, (code) => READABLE[code] ?? code)}`
