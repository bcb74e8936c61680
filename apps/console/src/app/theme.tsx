import { ConfigProvider, theme } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import { type ReactNode, useLayoutEffect, useMemo, useSyncExternalStore } from 'react'
import { applyTokens, type Scheme, tokensOf } from './tokens'

const darkMedia = window.matchMedia('(prefers-color-scheme: dark)')
const stillMedia = window.matchMedia('(prefers-reduced-motion: reduce)')
const watch = (media: MediaQueryList) => (listener: () => void) => {
  media.addEventListener('change', listener)
  return () => media.removeEventListener('change', listener)
}
const watchDark = watch(darkMedia)
const watchStill = watch(stillMedia)

/** City accent + the system's light or dark → antd tokens and the custom properties of our own stylesheet, one source for both. */
export function Theme({ accent, children }: { accent: string; children: ReactNode }) {
  const scheme: Scheme = useSyncExternalStore(watchDark, () => (darkMedia.matches ? 'dark' : 'light'))
  const still = useSyncExternalStore(watchStill, () => stillMedia.matches)
  const tokens = useMemo(() => tokensOf(scheme, accent), [scheme, accent])
  useLayoutEffect(() => applyTokens(tokens, scheme, document.documentElement), [tokens, scheme])

  return (
    <ConfigProvider
      locale={zhCN}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
      theme={{
        algorithm: scheme === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
        token: {
          colorPrimary: tokens.accent,
          colorLink: tokens.accentText,
          colorLinkHover: tokens.text,
          colorLinkActive: tokens.text,
          colorText: tokens.text,
          colorTextSecondary: tokens.quiet,
          colorTextDescription: tokens.quiet,
          colorTextPlaceholder: tokens.hint,
          colorIcon: tokens.quiet,
          colorError: tokens.act,
          colorBgContainer: tokens.surface,
          colorBgElevated: tokens.surface,
          colorBgLayout: tokens.ground,
          colorBorder: tokens.control,
          colorBorderSecondary: tokens.line,
          borderRadius: 8,
          borderRadiusLG: 12,
          controlHeight: 36,
          fontSize: 14,
          motion: !still,
          fontFamily: 'var(--font)',
        },
        components: {
          Button: {
            primaryShadow: 'none',
            defaultShadow: 'none',
            colorPrimary: tokens.accent,
            colorPrimaryHover: tokens.accent,
            colorPrimaryActive: tokens.accent,
            defaultHoverColor: tokens.accentText,
            defaultHoverBorderColor: tokens.accentText,
            defaultActiveColor: tokens.accentText,
            defaultActiveBorderColor: tokens.accentText,
            dangerColor: tokens.surface,
            colorTextDisabled: tokens.hint,
          },
          Table: { headerBg: 'transparent', headerColor: tokens.quiet, headerSplitColor: 'transparent', rowHoverBg: tokens.sunken, rowExpandedBg: tokens.ground, cellPaddingBlockMD: 11, cellPaddingInlineMD: 12 },
          Input: { activeBorderColor: tokens.accentText, hoverBorderColor: tokens.accentText },
          Select: { activeBorderColor: tokens.accentText, hoverBorderColor: tokens.accentText, optionSelectedBg: tokens.accentGround, optionSelectedColor: tokens.accentText },
        },
      }}
    >
      {children}
    </ConfigProvider>
  )
}
