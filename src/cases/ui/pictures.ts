import { openFile, uploadFile, uploadPublicPicture } from '../../platform/files/api.ts';
import { addressOf, sendFile } from '../../ui/call.ts';
import type { SendPhoto } from '../../ui/PhotoUpload.tsx';

/** Address of a picture without metadata: large, or 320 px. */
export const pictureAt = (fileId: string, variant: 'shown' | 'thumb' | 'published' = 'shown'): string =>
  addressOf(openFile, { fileId, variant });

/** Sends a photo of a form; the form then names it by its id. */
export const sendPhoto: SendPhoto = async (photo, name, sending) => (await sendFile(uploadFile, { name }, photo, sending)).id;

/** The same for who is not signed in. */
export const sendPublicPhoto: SendPhoto = async (photo, name, sending) =>
  (await sendFile(uploadPublicPicture, { name }, photo, sending)).id;
