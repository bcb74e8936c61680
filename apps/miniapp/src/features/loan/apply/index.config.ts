export default definePageConfig({ navigationBarTitleText: '授权并申请' })
