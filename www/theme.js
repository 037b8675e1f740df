/* Runs before the first paint, so that a chosen theme does not flash the other one; and sees to it that there is a first paint. */
try {
  // The page's own key, and the one of earlier versions.
  const theme = localStorage.getItem("autoencoder-lab:theme") ?? localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is forbidden here: the page follows the system.
}
// Browsers paint nothing and start no script as long as a style sheet may still come. From then on the page stands without it, and can say so.
setTimeout(() => {
  for (const link of document.querySelectorAll('link[rel="stylesheet"]')) {
    if (!(link instanceof HTMLLinkElement) || link.sheet) continue;
    link.media = "print";
    link.addEventListener("load", () => (link.media = "all"));
  }
}, 10_000);
