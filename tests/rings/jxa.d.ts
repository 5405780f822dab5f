// What JavaScript for Automation is, whatever the app: the frame that the typings of the apps,
// made of the term tables by typings.py, stand in.

/** No text and no number until it is read.  tsc refuses `+`, `${}`, `<` and `===` on a symbol. */
type Opaque = symbol;

/** What nothing can be done with: a value that our tables have no JavaScript for. */
interface Unspeakable {
  readonly [kind]: never;
}

/** A property before it is read: `note.name` is none yet, `note.name()` is. */
type Read<T> = Opaque & { (): T; get(): T };

/** The same of plain values, where a function's own properties must not pass for the value's. */
type Value<T> = Read<T> & { readonly length: Opaque; readonly name: Opaque };

declare const kind: unique symbol;
declare const made: unique symbol;

/** Which class of the dictionary an object is of, and which ones that class inherits from. */
interface Kind<Name extends string> {
  readonly [kind]: { readonly [name in Name]: true };
}

/** What a constructor gives: an object that is nowhere yet, to be pushed once. */
interface Made<Name extends string> {
  readonly [made]: { readonly [name in Name]: true };
}

interface Some<One> {
  (): One[];
  get(): One[];
  at(index: number): One;
  readonly length: number;
  readonly [index: number]: One;
}

/** A condition of `whose` on a property of type *T*. */
type Test<T> =
  | T
  | { _equals: T }
  | { '=': T }
  | (T extends string | null ? Part : never)
  | (T extends number | Date | null ? { _greaterThan: T } | { _lessThan: T } | { '>': T } | { '<': T } : never);
type Part = { _contains: string } | { _beginsWith: string } | { _endsWith: string };
type Where<Properties> = { readonly [name in keyof Properties]?: Test<Properties[name]> } & {
  readonly _and?: Where<Properties>[];
  readonly _or?: Where<Properties>[];
  readonly _not?: [Where<Properties>];
};

interface PathName {
  readonly [kind]: 'path';
}
declare function Path(path: string): PathName;
declare function delay(seconds?: number): void;
