import type { JsonObject } from '@bufbuild/protobuf';

/** What an artifact's file is. */
export interface ArtifactFile {
  /** Relative to ARTIFACTS_PATH. */
  filePath: string;
  /** Bytes. */
  fileSize: number;
  mimeType: string;
}

/** RoomArtifactMetadata as far as it is about the file. */
export function artifactMetadata({ filePath, fileSize, mimeType }: ArtifactFile): JsonObject {
  return { file_info: { file_path: filePath, file_size: String(fileSize), mime_type: mimeType } };
}
