import { chooseFile, sendFile } from '../../lib/upload'

/** Lets the clerk take or choose one photo and sends it. False: they chose none. */
export async function addPhoto(waiverId: string): Promise<boolean> {
  const photo = await chooseFile({ pdf: false })
  if (photo) await sendFile(`/desk/waivers/${waiverId}/photos`, photo)
  return photo !== undefined
}
