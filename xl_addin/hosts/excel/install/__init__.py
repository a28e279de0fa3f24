"""Installation for one Windows user: planned first, shown, done step by step, taken away again."""
