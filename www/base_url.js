/** Where the page's files stand: beside this one, and beside the bundle that it becomes a part of. */
export const BASE_URL = new URL("./", import.meta.url);
