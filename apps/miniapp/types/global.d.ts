/// <reference types="@tarojs/taro" />
/// <reference types="node" />

declare module '*.png' {
  const url: string
  export default url
}
declare module '*.css'

declare namespace NodeJS {
  interface ProcessEnv {
    NODE_ENV: 'development' | 'production' | 'test'
    TARO_ENV: 'weapp' | 'h5'
    /** Base URL of the API, fixed at build time. */
    XINHUI_API: string
  }
}
