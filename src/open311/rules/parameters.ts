/** What a caller sent in the address, or in a form; a name may come several times. */
export type Parameters = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Every value of a parameter that is not empty: an empty parameter is one that was not sent. */
export function allOf(parameters: Parameters, name: string): readonly string[] {
  const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  const values = value === undefined ? [] : typeof value === 'string' ? [value] : value;
  return values.map((one) => one.trim()).filter((one) => one !== '');
}

/** A parameter that comes once; of several the first. */
export const oneOf = (parameters: Parameters, name: string): string | null => allOf(parameters, name)[0] ?? null;

/** A parameter of several values, repeated or separated by commas; null when it was not sent. */
export function listOf(parameters: Parameters, name: string): readonly string[] | null {
  const values = allOf(parameters, name).flatMap((value) =>
    value
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  );
  return values.length > 0 ? [...new Set(values)] : null;
}

/** Address and form together; what stands in the form counts. */
export function merged(query: Parameters, form: Parameters): Parameters {
  const sent = Object.entries(form).filter(([name]) => allOf(form, name).length > 0);
  return { ...query, ...Object.fromEntries(sent) };
}

/** `requests.json` → the name and what follows its last dot. */
export function splitFile(file: string): { readonly name: string; readonly extension: string } {
  const dot = file.lastIndexOf('.');
  return dot < 0 ? { name: file, extension: '' } : { name: file.slice(0, dot), extension: file.slice(dot + 1) };
}
