export default definePageConfig({ navigationBarTitleText: '门店免押订单' })
