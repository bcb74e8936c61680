export default definePageConfig({ navigationBarTitleText: '门店免押、后付订单' })
