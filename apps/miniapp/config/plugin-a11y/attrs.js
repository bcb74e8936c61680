/** Attributes Taro leaves out of its WeChat templates; without them every aria-* prop is dropped. */
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

exports.ARIA = Object.fromEntries(['View', 'Text', 'Image', 'Button', 'Input', 'Textarea', 'Navigator', 'ScrollView'].map((name) => [name, { ...aria }]))
