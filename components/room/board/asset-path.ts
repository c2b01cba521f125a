// Read when the whiteboard's library starts: its fonts come from the portal, nothing is fetched from elsewhere.
Object.assign(window, { EXCALIDRAW_ASSET_PATH: '/board/' });
