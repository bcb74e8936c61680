/**
 * What no score may ever take as input, whatever a city configures: religion, genes, fingerprints, blood (type or
 * donation), illness and health, ethnicity, political views. Basis: 《征信业管理条例》 art. 14 (religion, genes,
 * fingerprints, blood type, illness), 《个人信息保护法》 art. 28 (sensitive personal information). Not configurable.
 */
const WORDS = [
  'religion', 'religious', 'faith', 'belief', 'gene', 'genes', 'genetic', 'dna', 'genome', 'fingerprint', 'fingerprints', 'biometric',
  'biometrics', 'face', 'iris', 'blood', 'illness', 'disease', 'diagnosis', 'medical', 'health', 'disability', 'pregnancy', 'ethnic',
  'ethnicity', 'nationality', 'race', 'political', 'politics', 'sexual',
]
const TERMS = [
  '宗教', '信仰', '基因', '遗传', '指纹', '人脸', '虹膜', '血型', '献血', '血液', '疾病', '病史', '病历', '诊断', '健康', '残疾', '孕', '民族', '政治面貌',
]

/** The forbidden word or term found in a code, a field name or a title; `null` when there is none. */
export function forbiddenInput(text: string): string | null {
  const words = text.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase().split(/[^a-z]+/)
  return words.find((word) => WORDS.includes(word)) ?? TERMS.find((term) => text.includes(term)) ?? null
}
