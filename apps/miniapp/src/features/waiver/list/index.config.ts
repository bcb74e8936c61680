export default definePageConfig({ navigationBarTitleText: '免押与先享后付' })
