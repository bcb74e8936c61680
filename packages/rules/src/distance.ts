const EARTH_METRES = 6_371_008.8
const radians = (degrees: number): number => (degrees * Math.PI) / 180

/** Great-circle distance (haversine) in metres, of positions in degrees. */
export function distanceMetres(from: { longitude: number; latitude: number }, to: { longitude: number; latitude: number }): number {
  const [a, b] = [radians(from.latitude), radians(to.latitude)]
  const h = Math.sin((b - a) / 2) ** 2 + Math.cos(a) * Math.cos(b) * Math.sin(radians(to.longitude - from.longitude) / 2) ** 2
  return 2 * EARTH_METRES * Math.asin(Math.min(1, Math.sqrt(h)))
}
