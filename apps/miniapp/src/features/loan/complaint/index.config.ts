export default definePageConfig({ navigationBarTitleText: '投诉银行' })
