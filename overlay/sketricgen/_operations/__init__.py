"""What can be asked of SketricGen: one declaration for each operation, its checks and requests.

Pure: sends nothing itself. May import ``_http``, ``_uploads``, ``config``, ``errors``, ``_models``.
"""
