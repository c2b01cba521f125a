/** How long one message may be. Apart, so that the form does not load the chat's code. */
export const longestChatText = 2000;
