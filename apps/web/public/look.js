// Theme, pen and language as last chosen, set before the first paint. A file of its own, because the server's content
// security policy allows no script inside the page.
try {
  const look = JSON.parse(localStorage.getItem("grok.look") || "{}");
  const root = document.documentElement;
  if (look.theme === "light" || look.theme === "dark") root.dataset.theme = look.theme;
  if (look.mode === "fun") root.dataset.mode = "fun";
} catch {
  // No storage, or not ours: the system's theme it is.
}
