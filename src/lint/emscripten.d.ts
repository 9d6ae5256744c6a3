/** The types of web-tree-sitter name this one of its loader and do not bring it; nothing here looks into it. */
type EmscriptenModule = object;
