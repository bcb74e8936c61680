/** A pass begins with the prefix of its layout (docs/pass.md); a till code is 18 digits. Only a clerk's desk can use them. */
const looksLikePass = (text: string) => /^\d{18}$/.test(text) || text.startsWith('XH1:')

/** What the reader is told about a code that they, not being a clerk, have scanned. Nothing is ever done with it. */
export function scannedSentence(text: string): string {
  if (looksLikePass(text)) return '这是一张优惠出示码，要由商户店员扫描核销。您还不是任何门店的店员，所以什么都没有发生。'
  if (/^https?:\/\//i.test(text)) return '这是一个网页链接。信惠不打开外面的网页。'
  return '信惠不认识这个码，没有办理任何事。'
}
