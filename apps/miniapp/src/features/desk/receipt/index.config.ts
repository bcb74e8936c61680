export default definePageConfig({ navigationBarTitleText: '核销凭据' })
