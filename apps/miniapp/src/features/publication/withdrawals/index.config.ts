export default definePageConfig({ navigationBarTitleText: '撤回的处罚公示' })
