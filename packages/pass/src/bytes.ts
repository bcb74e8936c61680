/** A byte string that owns its memory, so that it can be handed to WebCrypto as it is. */
export type Bytes = Uint8Array<ArrayBuffer>

/** Bytes of an ASCII string; throws RangeError on anything else (JSCore has no TextEncoder). */
export function asciiToBytes(text: string): Bytes {
  const bytes = new Uint8Array(text.length)
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code > 0x7f) throw new RangeError('text is not ASCII')
    bytes[at] = code
  }
  return bytes
}

/** Bytes as lower-case hex, two digits a byte. */
export function bytesToHex(bytes: Uint8Array): string {
  let hex = ''
  for (const byte of bytes) hex += (byte < 16 ? '0' : '') + byte.toString(16)
  return hex
}

/** Bytes of lower-case hex; throws RangeError when the text is not exactly `length` bytes of it. */
export function hexToBytes(hex: string, length: number): Bytes {
  if (hex.length !== length * 2 || !/^[0-9a-f]*$/.test(hex)) {
    throw new RangeError(`expected ${length * 2} lower-case hex digits`)
  }
  const bytes = new Uint8Array(length)
  for (let at = 0; at < length; at += 1) bytes[at] = Number.parseInt(hex.slice(at * 2, at * 2 + 2), 16)
  return bytes
}

/** The parts one after the other, copied. */
export function concatBytes(...parts: readonly Uint8Array[]): Bytes {
  let length = 0
  for (const part of parts) length += part.length
  const joined = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}
