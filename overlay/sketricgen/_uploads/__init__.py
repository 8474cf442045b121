"""Files: which ones may be attached, and the form that carries one to its storage.

Pure but for reading the files. May import ``errors``.
"""
