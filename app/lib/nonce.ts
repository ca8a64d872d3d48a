/**
 * The header in which the server hands a page's nonce to what renders it. The server sets it on every
 * request, whatever the client sent; it is in no answer but as the nonce of scripts and styles.
 */
export const nonceHeader = "x-nonce";
