import { chooseFile, sendFile } from '../../lib/upload'

/** Lets the applicant choose the licence and sends it. False: they chose none. Throws ApiError. */
export async function sendLicence(firmId: string): Promise<boolean> {
  const licence = await chooseFile({ pdf: true })
  if (licence) await sendFile(`/firms/${firmId}/merchant-application/licence`, licence)
  return licence !== undefined
}
