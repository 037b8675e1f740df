/* Runs before the first paint, so that a chosen theme does not flash the other one. */
try {
  // The page's own key, and the one of earlier versions.
  const theme = localStorage.getItem("autoencoder-lab:theme") ?? localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is forbidden here: the page follows the system.
}
