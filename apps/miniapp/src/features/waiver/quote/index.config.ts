export default definePageConfig({ navigationBarTitleText: '免押条款' })
