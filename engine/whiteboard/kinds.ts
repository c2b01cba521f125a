import { UnwantedType } from '#engine/files/rules.ts';

/** How a file becomes pages. */
export type FileKind = 'pdf' | 'image' | 'office';

const kinds: Readonly<Record<FileKind, readonly string[]>> = {
  pdf: ['pdf'],
  image: ['png', 'jpg', 'jpeg', 'svg', 'gif', 'tif', 'bmp'],
  office: ['docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp', 'doc', 'xls', 'ppt', 'cfb', 'rtf', 'txt'],
};

/** What a file is for the whiteboard, by its content's type. Throws {@link UnwantedType}. */
export function kindOf(extension: string): FileKind {
  for (const kind of ['pdf', 'image', 'office'] as const) if (kinds[kind].includes(extension)) return kind;
  throw new UnwantedType(`'${extension}' is not an allowed file type`);
}
