export default definePageConfig({ navigationBarTitleText: '合作协议' })
