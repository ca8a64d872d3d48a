import type { Parameter, Property } from "./card.ts";

/** What older versions say in parameters, as 4.0 says it: TYPE=pref is PREF=1. What could not be decoded says so before all else. */
export function upgraded(property: Property): Property {
  let isPreferred = false;
  const parameters = property.parameters.flatMap(([name, values]): Parameter[] => {
    if (name !== "TYPE") return name === "ENCODING" ? [] : [[name, values]];
    const others = values.filter((type) => type.toLowerCase() !== "pref");
    isPreferred ||= others.length < values.length;
    return others.length > 0 || values.length === 0 ? [[name, others]] : [];
  });
  const hasPreference = parameters.some(([name]) => name === "PREF");
  if (isPreferred && !hasPreference) parameters.push(["PREF", ["1"]]);
  const encoding = property.parameters.find(([name]) => name === "ENCODING");
  if (encoding) parameters.unshift(encoding);
  return omittingYear({ ...property, parameters });
}

/** A birthday whose year is left out, as Apple writes it: 1604-04-12 with X-APPLE-OMIT-YEAR=1604. */
function omittingYear(property: Property): Property {
  const omitted = property.parameters.find(([name]) => name === "X-APPLE-OMIT-YEAR")?.[1][0];
  const date = /^(\d{4})(\d{4})$/.exec(property.values[0]?.[0] ?? "");
  if (!date || date[1] !== omitted || property.type !== "date-and-or-time") return property;
  return { ...property, values: [[`--${date[2]}`]] };
}
