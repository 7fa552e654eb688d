/** What the page says besides asking. */
export type SignInNotice =
  | { readonly kind: "none" }
  | { readonly kind: "wrong" }
  | { readonly kind: "wait"; readonly seconds: number };

const words = {
  en: {
    title: "Sign in · Grok",
    hello: "Towel, please. Or the password.",
    lede: "This Grok answers to its owner. It was set up with a password, and that is all it asks.",
    password: "Password",
    signIn: "Sign in",
    wrong: "That is not the password. Nothing was changed.",
    wait: (seconds: number) => `Too many tries in a minute. The next one counts in ${seconds} seconds.`,
  },
  zh: {
    title: "登录 · Grok",
    hello: "出示毛巾，或者密码。",
    lede: "这台 Grok 只听主人的。主人设了密码，别的它都不问。",
    password: "密码",
    signIn: "登录",
    wrong: "密码不对，什么都没有改动。",
    wait: (seconds: number) => `一分钟内试得太多了，${seconds} 秒后再试。`,
  },
} as const;

/** The page that asks for the password: no script, no files. `next`: a path of this server to go on to. */
export function signInPage(language: "en" | "zh", notice: SignInNotice, next: string): string {
  const say = words[language];
  const message =
    notice.kind === "wrong" ? say.wrong : notice.kind === "wait" ? say.wait(notice.seconds) : null;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${say.title}</title>
<style>${style}</style>
</head>
<body>
<main>
<svg viewBox="0 0 26 22" width="52" height="44" aria-hidden="true"><circle cx="13" cy="11" r="8.25"/><path d="M8 13.6C3.6 16.2 2.4 18.4 3.6 19c2.6 1.2 19-8.8 19.4-13.4.1-1.4-2.4-1-5.2.6"/></svg>
<h1>${say.hello}</h1>
<p>${say.lede}</p>
<form method="post" action="/sign-in">
<input type="hidden" name="next" value="${escapeHtml(next)}">
<label for="password">${say.password}</label>
<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="1024" autofocus${message === null ? "" : ' aria-invalid="true" aria-describedby="problem"'}>
${message === null ? "" : `<p id="problem" role="alert">${message}</p>`}
<button type="submit">${say.signIn}</button>
</form>
</main>
</body>
</html>
`;
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const style = `
:root{--desk:#eeeae0;--sheet:#fefcf8;--ink:#182030;--ink-2:#434b5b;--on-ink:#fbf9f4;--edge:#86826f;--pen:#2447b5;--bad:#a3261f}
@media(prefers-color-scheme:dark){:root{--desk:#0e131c;--sheet:#1a2230;--ink:#ebe6da;--ink-2:#bdbcb9;--on-ink:#141a25;--edge:#6d7789;--pen:#9dbbff;--bad:#ff9d8e}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1.5rem;background:var(--desk);color:var(--ink);font:.875rem/1.25rem "Schibsted Grotesk","PingFang SC","Noto Sans CJK SC",system-ui,sans-serif}
main{width:100%;max-width:24rem}
svg{fill:none;stroke:var(--ink);stroke-width:1.5;stroke-linecap:round}
h1{margin:1.5rem 0 .75rem;font:500 2.25rem/1.15 "Newsreader","Songti SC","Noto Serif CJK SC",Georgia,serif;letter-spacing:-.012em;text-wrap:balance}
p{margin:0 0 1.5rem;font:1.09375rem/1.55 "Newsreader","Songti SC","Noto Serif CJK SC",Georgia,serif;color:var(--ink-2)}
label{display:block;margin-bottom:.25rem;font-weight:600}
input[type=password]{width:100%;min-height:2.75rem;padding:.5rem .75rem;font:inherit;font-size:1rem;color:var(--ink);background:var(--sheet);border:1px solid var(--edge);border-radius:6px}
#problem{margin:.5rem 0 0;font:inherit;color:var(--bad)}
button{margin-top:1rem;min-height:2.75rem;padding:.5rem 1.5rem;font:inherit;font-weight:600;color:var(--on-ink);background:var(--ink);border:0;border-radius:6px;cursor:pointer}
:focus-visible{outline:2px solid var(--pen);outline-offset:2px}
`;
