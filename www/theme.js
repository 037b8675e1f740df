/* Runs before the first paint, so that a chosen theme does not flash the other one, nor a frame all of the page; and sees to it that there is a first paint. */
{
  const framed = /[#&;]embed=(1|chart|lane|lesson|plane|sweep)(?=&|$)/u.exec(location.hash)?.[1];
  const script = document.currentScript;
  if (framed) {
    document.documentElement.dataset.embed = framed === "1" ? "page" : framed;
    // In the page as one file it stands among the others.
    if (script && "src" in script && script.src) {
      const styles = document.createElement("link");
      styles.rel = "stylesheet";
      styles.setAttribute("blocking", "render");
      styles.href = new URL("styles/embed.css", script.src).href;
      document.head.append(styles);
    }
  }
  try {
    // The page's own key, and the one of earlier versions. In a frame of somebody else's page nothing is read.
    const theme = framed ? undefined : (localStorage.getItem("autoencoder-lab:theme") ?? localStorage.getItem("theme"));
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {
    // Storage is forbidden here: the page follows the system.
  }
}
// Browsers paint nothing and start no script as long as a style sheet may still come. From then on the page stands without it, and can say so.
setTimeout(() => {
  for (const link of document.querySelectorAll('link[rel="stylesheet"]')) {
    if (!(link instanceof HTMLLinkElement) || link.sheet) continue;
    link.media = "print";
    link.addEventListener("load", () => (link.media = "all"));
  }
}, 10_000);
