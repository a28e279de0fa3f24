"""Settlement of books beyond one process: Parquet in, lines and flags as Parquet out, on local processes or on Spark.

Nothing here posts anything: what comes out is what `match` finds, and its hash says so.
"""
