/** An id made of a file's name: lower case, safe in a URL and on a command line. */
export function slug(name: string): string {
  const text = name
    .replace(/\.gguf$/i, "")
    .replace(/-\d{5}-of-\d{5}$/, "")
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, "-")
    .replace(/^[-.]+|[-.]+$/g, "")
    .slice(0, 60);
  return text === "" ? "model" : text;
}

/** `wanted`, or with the first number that makes it free: "model-2". */
export function freeId(wanted: string, isTaken: (id: string) => boolean): string {
  if (!isTaken(wanted)) return wanted;
  for (let number = 2; ; number += 1) {
    const id = `${wanted}-${number}`;
    if (!isTaken(id)) return id;
  }
}
