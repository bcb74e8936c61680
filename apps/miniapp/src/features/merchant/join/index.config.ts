export default definePageConfig({ navigationBarTitleText: '邀请上岗' })
