"""Which type a file is of, by the extension of its name."""

from __future__ import annotations

# The types that the API's page documents come first, in messages too.
_TABLE = {
    "image/jpeg": "jpg jpeg",
    "image/png": "png",
    "image/webp": "webp",
    "image/gif": "gif",
    "application/pdf": "pdf",
    "text/csv": "csv",
    "application/vnd.ms-excel": "xls",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/json": "json",
    "text/html": "html htm",
    "text/markdown": "md markdown",
    "text/yaml": "yaml yml",
    "application/xml": "xml",
    "application/typescript": "ts tsx mts cts",
    "text/javascript": "js jsx mjs cjs",
    "text/css": "css scss sass less",
    "text/x-python": "py pyw pyi",
    "application/x-ruby": "rb",
    "application/x-httpd-php": "php",
    "text/x-java-source": "java",
    "text/x-go": "go",
    "text/x-rust": "rs",
    "text/x-swift": "swift",
    "text/x-scala": "scala sc",
    "text/x-c": "c h",
    "text/x-c++": "cc cpp cxx hpp",
    "text/x-csharp": "cs",
    "application/sql": "sql",
    "application/x-sh": "sh bash zsh",
    "text/plain": (
        "txt vue svelte kt kts fs fsx ps1 bat cmd r dart ex exs erl hrl clj cljs lua pl pm rkt zig "
        "nim odin toml ini cfg conf properties env gitignore dockerignore gradle cmake mk makefile "
        "vim"
    ),
}
EXTENSIONS: dict[str, str] = {
    f".{extension}": kind for kind, names in _TABLE.items() for extension in names.split()
}
