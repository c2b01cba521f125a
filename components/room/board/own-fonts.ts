// Runs before the whiteboard's library: its fonts come from the portal, nothing is fetched from elsewhere.
Object.assign(window, { EXCALIDRAW_ASSET_PATH: '/board/' });

/** Behind each font of the portal's the library names one of a delivery network; the content policy refuses those one by one. */
class OwnFontFace extends FontFace {
  constructor(family: string, source: string | BufferSource, descriptors?: FontFaceDescriptors) {
    super(family, typeof source === 'string' ? source.replaceAll(/,\s*url\(["']?https:\/\/esm\.sh\/[^)]*\)(?:\s*format\([^)]*\))?/gu, '') : source, descriptors);
  }
}

Object.assign(window, { FontFace: OwnFontFace });
