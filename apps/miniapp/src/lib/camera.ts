/** Browser only: the camera as a code reader. WeChat has its own scanner (`scan.ts`). */

export type CameraFailure = 'denied' | 'missing' | 'insecure'

export interface CameraReader {
  stop: () => void
}

interface Detector {
  detect: (source: HTMLVideoElement) => Promise<{ rawValue: string }[]>
}

type DetectorClass = (new (options: { formats: string[] }) => Detector) & { getSupportedFormats: () => Promise<string[]> }

const EVERY_MS = 120
/** Wider frames cost time and find nothing more: a pass fills a third of the picture. */
const MOST_PIXELS = 960

async function nativeDetector(): Promise<Detector | undefined> {
  const found: unknown = Reflect.get(window, 'BarcodeDetector')
  if (typeof found !== 'function') return undefined
  const Native = found as DetectorClass
  try {
    const formats = await Native.getSupportedFormats()
    return formats.includes('qr_code') ? new Native({ formats: formats.filter((format) => format === 'qr_code' || format === 'code_128') }) : undefined
  } catch {
    return undefined
  }
}

const failureOf = (error: unknown): CameraFailure =>
  error instanceof DOMException && (error.name === 'NotAllowedError' || error.name === 'SecurityError') ? 'denied' : 'missing'

/**
 * Shows the rear camera in `video` and calls `onCode` with each text read (the same text may come again;
 * the caller stops the reader when it has what it wants).
 * Reads with the browser's BarcodeDetector where there is one, else with the `qr` package, loaded only then.
 */
export async function readCamera(video: HTMLVideoElement, onCode: (text: string) => void): Promise<CameraReader | CameraFailure> {
  // Absent on plain http addresses other than localhost.
  const devices = navigator.mediaDevices as MediaDevices | undefined
  if (!devices) return 'insecure'
  let stream: MediaStream
  try {
    stream = await devices.getUserMedia({ audio: false, video: { facingMode: 'environment', width: { ideal: 1280 } } })
  } catch (error) {
    return failureOf(error)
  }
  let running = true
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = () => {
    running = false
    clearTimeout(timer)
    for (const track of stream.getTracks()) track.stop()
    video.srcObject = null
  }
  video.srcObject = stream
  video.muted = true
  video.setAttribute('playsinline', '')
  // A browser that refuses to play by itself still decodes once the reader touches the picture.
  await video.play().catch(() => undefined)
  const read = (await nativeDetector().then((native) => native && (async () => (await native.detect(video))[0]?.rawValue))) ?? (await ownReader(video))
  const turn = async () => {
    if (!running) return
    if (video.readyState >= video.HAVE_CURRENT_DATA && video.videoWidth > 0) {
      const text = await read().catch(() => undefined)
      if (running && text) onCode(text)
    }
    if (running) timer = setTimeout(() => void turn(), EVERY_MS)
  }
  void turn()
  return { stop }
}

async function ownReader(video: HTMLVideoElement): Promise<() => Promise<string | undefined>> {
  const { decodeQR } = await import(/* webpackChunkName: "qr-reader" */ 'qr/decode.js')
  const canvas = document.createElement('canvas')
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  return async () => {
    if (!pen) return undefined
    const shrink = Math.min(1, MOST_PIXELS / Math.max(video.videoWidth, video.videoHeight))
    const width = Math.round(video.videoWidth * shrink)
    const height = Math.round(video.videoHeight * shrink)
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width
      canvas.height = height
    }
    pen.drawImage(video, 0, 0, width, height)
    try {
      return decodeQR({ width, height, data: pen.getImageData(0, 0, width, height).data })
    } catch {
      return undefined // no code in this frame
    }
  }
}
