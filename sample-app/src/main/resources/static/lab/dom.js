/** Short ways to say what the page's elements are. */

export const find = (id) => document.getElementById(id);

/** Makes an element; of the properties, `class`, `data-*`, `aria-*` and other attributes are set as such, functions are listeners. */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === 'function') {
      element.addEventListener(name, value);
    } else if (value !== undefined && value !== null && value !== false) {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** Sets a text only where it changes, so that nothing is read out or laid out again without need. */
export function text(element, value) {
  if (element.textContent !== value) {
    element.textContent = value;
  }
}

/** Sets a text some parts of which are elements, only where it changes. */
export function content(element, ...parts) {
  if (element.textContent !== parts.map((part) => part.textContent ?? part).join('')) {
    element.replaceChildren(...parts);
  }
}

/** Says why a button does nothing now, or that it works; it stays where the keyboard finds it. */
export function enable(button, enabled) {
  button.setAttribute('aria-disabled', String(!enabled));
}

export const isEnabled = (button) => button.getAttribute('aria-disabled') !== 'true';

/** Replaces the options of a select, keeping what is selected where it is still there. */
export function options(select, entries, selected = select.value) {
  const key = JSON.stringify(entries);
  if (select.dataset.entries !== key) {
    select.dataset.entries = key;
    select.replaceChildren(...entries.map(([value, label]) => el('option', { value }, label)));
  }
  if (entries.some(([value]) => value === selected)) {
    select.value = selected;
  }
}

/** Runs a task with this element's keyboard focus kept, if it has it. */
export function keepingFocus(container, task) {
  const id = container.contains(document.activeElement) ? document.activeElement.id : '';
  task();
  if (id) {
    find(id)?.focus({ preventScroll: true });
  }
}

let saying = 0;

/** Tells those who listen instead of looking. */
export function say(...message) {
  const said = find('said');
  said.textContent = '';
  clearTimeout(saying);
  saying = setTimeout(() => { said.replaceChildren(...message); }, 60);
}
