/** What the visitor chose for good: by the address first, then what this browser remembers. */

export function choice(name, allowed, otherwise) {
  const asked = new URLSearchParams(location.search).get(name);
  return [asked, remembered(name)].find((value) => allowed.includes(value)) ?? otherwise;
}

export function remember(name, value) {
  try {
    localStorage.setItem(`latchkey-lab-${name}`, value);
  } catch {
    // A browser that keeps nothing: the choice holds until the page is left.
  }
}

function remembered(name) {
  try {
    return localStorage.getItem(`latchkey-lab-${name}`);
  } catch {
    return null;
  }
}
