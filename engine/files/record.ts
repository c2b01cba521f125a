import { create } from '@bufbuild/protobuf';
import { z } from 'zod';
import { RoomUploadedFileMetadataSchema } from '#generated/proto/plugnmeet/common_api_pb.js';
import type { RoomUploadedFileMetadata } from '#generated/proto/plugnmeet/common_api_pb.js';

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
  /** Of a file that was converted for the whiteboard. */
  totalPages: z.number().optional(),
});

export type FileRecord = z.infer<typeof fileRecordSchema>;

/** How clients are told about a file. */
export function fileMetadata({ created: _created, ...file }: FileRecord): RoomUploadedFileMetadata {
  return create(RoomUploadedFileMetadataSchema, file);
}
