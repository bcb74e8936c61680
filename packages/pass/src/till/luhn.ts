/** Check digit of a string of ASCII digits (Luhn, ISO/IEC 7812-1 Annex B), to be written after it. */
export function luhnDigit(digits: string): string {
  if (!/^[0-9]+$/.test(digits)) throw new RangeError('expected digits')
  let sum = 0
  for (let back = 0; back < digits.length; back += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - back) - 48
    const weighed = back % 2 === 0 ? digit * 2 : digit
    sum += weighed > 9 ? weighed - 9 : weighed
  }
  return String((10 - (sum % 10)) % 10)
}
