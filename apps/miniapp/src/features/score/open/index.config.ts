export default definePageConfig({ navigationBarTitleText: '开通信用分' })
