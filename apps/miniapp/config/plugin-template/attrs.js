const aria = {
  'aria-role': '',
  'aria-label': '',
  'aria-hidden': '',
  'aria-disabled': '',
  'aria-checked': '',
  'aria-selected': '',
  'aria-expanded': '',
  'aria-live': '',
}

/** Attributes Taro leaves out of its WeChat templates; without them every aria-* prop is dropped. */
exports.ADDED = { View: aria, Text: { 'aria-label': '', 'aria-hidden': '' }, Image: { 'aria-role': '', 'aria-label': '', 'aria-hidden': '' }, Input: { 'aria-label': '' } }

const touch = ['bindTouchStart', 'bindTouchMove', 'bindTouchEnd', 'bindTouchCancel', 'bindLongTap']

/**
 * Attributes this app never uses. Taro writes each of them fifteen times into base.wxml, half of that file.
 * A prop listed here is dropped on the phone without a word; `template.test.ts` keeps the sources from using one.
 */
exports.REMOVED = {
  View: [...touch, 'animation', 'bindAnimationStart', 'bindAnimationIteration', 'bindAnimationEnd', 'bindTransitionEnd', 'hover-stop-propagation', 'hover-start-time', 'hover-stay-time'],
  Text: [...touch, 'selectable', 'space', 'decode'],
  Image: [...touch, 'lazy-load'],
}

/** The build writes the templates and the phone numbers the attributes; both must work on the same list. */
exports.trim = (components) => {
  for (const [name, attributes] of Object.entries(exports.REMOVED)) for (const attribute of attributes) delete components[name][attribute]
}
