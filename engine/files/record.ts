import { z } from 'zod';

/** A file shared in a room, kept under `room.<roomId>.file.<fileId>`. */
export const fileRecordSchema = z.object({
  fileId: z.string(),
  fileName: z.string(),
  /** `<room sid>/<file name>`, what clients append to `/download/uploadedFile/`. */
  filePath: z.string(),
  mimeType: z.string(),
  uploadedByUserId: z.string(),
  uploadedByName: z.string(),
  /** RoomUploadedFileType. */
  fileType: z.number(),
  created: z.number(),
});

export type FileRecord = z.infer<typeof fileRecordSchema>;
